"""Blocks that describe how accessible a place is."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from articles.blocks.base import BodyBlock


class AccessFeature(models.TextChoices):
    """What people who plan a visit ask about."""

    STEP_FREE = "step_free", _("Step-free entrance")
    LIFT = "lift", _("Lift")
    WIDE_DOORS = "wide_doors", _("Doors wide enough for a wheelchair")
    TOILET = "toilet", _("Accessible toilet")
    HEARING_LOOP = "hearing_loop", _("Hearing loop")
    QUIET_ROOM = "quiet_room", _("Quiet room")
    BLUE_BADGE = "blue_badge", _("Parking for disabled people")
    ASSISTANCE_DOGS = "assistance_dogs", _("Assistance dogs are welcome")
    INTERPRETER = "interpreter", _("Interpreter")
    EASY_READ = "easy_read", _("Letters in large print or Easy Read")


class Availability(models.TextChoices):
    """What a place says about a feature. It should say what it lacks, too."""

    YES = "yes", _("Yes")
    ON_REQUEST = "on_request", _("If you ask us")
    NO = "no", _("No")


class AccessValue(blocks.StructValue):
    @property
    def feature_label(self) -> str:
        return _label(AccessFeature, self.get("feature"))

    @property
    def availability_label(self) -> str:
        return _label(Availability, self.get("availability"))


def _label(choices: Any, value: Any) -> str:
    return str(choices(value).label) if value in choices else ""


class AccessBlock(blocks.StructBlock):
    """One feature, and what to know about it."""

    feature = blocks.ChoiceBlock(label=_("Feature"), choices=AccessFeature.choices)
    availability = blocks.ChoiceBlock(
        label=_("Available"), choices=Availability.choices, default=Availability.YES
    )
    note = blocks.CharBlock(
        label=_("Note"),
        max_length=160,
        required=False,
        help_text=_("One sentence, such as where the ramp is."),
    )

    class Meta:
        icon = "tick"
        label = _("Access")
        description = _("Something that people ask before they come, such as a lift.")
        group = _("Access")
        value_class = AccessValue
        preview_template = "home/care/previews/access.html"
        preview_value = {
            "feature": AccessFeature.LIFT,
            "availability": Availability.YES,
            "note": "To the left of the desk.",
        }


class AccessListBlock(BodyBlock):
    """Features in the editor's order."""

    access = AccessBlock()
