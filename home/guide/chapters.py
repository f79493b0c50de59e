"""The chapters of the guide, in the order of the work."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Chapter:
    """One chapter. Its text is the template of the same name."""

    name: str
    title: Any

    @property
    def template(self) -> str:
        return f"home/admin/guide/{self.name}.html"


CHAPTERS = (
    Chapter("first_steps", _("Setting up the site")),
    Chapter("writing", _("Writing an article")),
    Chapter("citing", _("Citing sources")),
    Chapter("problems", _("Problems and checks")),
    Chapter("visual", _("Editing in the preview")),
    Chapter("services", _("Services and conditions")),
    Chapter("review", _("Review and sign-off")),
    Chapter("publishing", _("Publishing")),
    Chapter("sections", _("Composing pages of sections")),
    Chapter("images", _("Pictures")),
    Chapter("logo", _("Logo, icon and fonts")),
    Chapter("look", _("Colours and drawings")),
    Chapter("search", _("Search")),
    Chapter("places", _("Places and booking")),
    Chapter("enquiries", _("Enquiries")),
    Chapter("readers", _("Letters and feedback")),
    Chapter("login", _("Logging in safely")),
)
