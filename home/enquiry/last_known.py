"""The last known contact of each site and the enquiry forms, for while the database is away.

Taken when the content has changed, held in the process and on disk, so that a process that starts
without a database knows them too.
"""

import json
import logging
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Site
from wagtail.rich_text import expand_db_html

from home.crisis.danger_words import DEFAULT_DANGER_WORDS
from home.crisis.help import build_crisis_note
from home.delivery.error_pages import write_error_pages
from home.delivery.site_context import get_site_context
from home.enquiry.forms import EnquiryForm, EnquiryFormBuilder

logger = logging.getLogger(__name__)

# The values of a form field that decide how it is shown and checked.
FIELD_VALUES = (
    *("clean_name", "label", "field_type", "required", "choices", "default_value", "help_text"),
    *("purpose", "missing_message", "needed_question", "needed_answers"),
)


@dataclass(frozen=True)
class Contact:
    """The part of a site's settings that error pages show."""

    hostname: str = ""
    port: int = 0
    is_default: bool = False
    name: str = ""
    phone: str = ""
    phone_href: str = ""
    hours: str = ""
    logo: dict[str, Any] = field(default_factory=dict)
    """Pictures for both schemes, as `includes/logo.html` shows them; empty without a logo."""
    stylesheet_url: str = ""
    """Of the site's look, for pages."""
    styles: str = ""
    """The same style sheet, for pages that can load nothing."""
    danger_words: str = DEFAULT_DANGER_WORDS
    crisis_note: str = ""
    """HTML for visitors in danger; never empty once taken."""


@dataclass(frozen=True)
class KnownForm:
    """The form of an enquiry page, and what the page says beside it."""

    title: str
    fields: list[dict[str, Any]]
    steps: list[dict[str, str]]
    urgent_help: str

    def bind(self, data: Any) -> EnquiryForm:
        model = apps.get_model("home.EnquiryField")  # avoids a circular import
        return EnquiryFormBuilder([model(**values) for values in self.fields]).get_form_class()(
            data
        )


@dataclass(frozen=True)
class LastKnown:
    contacts: list[Contact] = field(default_factory=list)
    forms: dict[int, KnownForm] = field(default_factory=dict)

    def contact(self, hostname: str, port: int) -> Contact:
        """Return the contact of the site that Wagtail would choose for a request."""
        of_host = [each for each in self.contacts if each.hostname == hostname]
        exact = [each for each in of_host if each.port == port]
        default = [each for each in self.contacts if each.is_default]
        candidates = exact or (of_host if len(of_host) == 1 else []) or default
        return candidates[0] if candidates else Contact()

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Self:
        values = json.loads(text)
        return cls(
            [Contact(**each) for each in values["contacts"]],
            {int(page_id): KnownForm(**each) for page_id, each in values["forms"].items()},
        )


class _Memory:
    """What this process has taken itself."""

    last_known: LastKnown | None = None


def get_last_known() -> LastKnown:
    """Return what this process knows, or else what another one has written. Needs no database."""
    if _Memory.last_known is None:
        try:
            return LastKnown.from_json(_file().read_text())
        except FileNotFoundError:
            return LastKnown()
        except (OSError, ValueError, TypeError, KeyError) as error:
            logger.error("The last known contacts cannot be read: %s", type(error).__name__)
            return LastKnown()
    return _Memory.last_known


def get_contact(request: HttpRequest) -> Contact:
    """Return the contact of the site that a request is for."""
    return get_last_known().contact(request.get_host().partition(":")[0], int(request.get_port()))


def take() -> None:
    """Read contacts and forms from the database, into the process and onto the disk."""
    last_known = LastKnown(
        [_contact(site) for site in Site.objects.order_by("pk")],
        {page.pk: _form(page) for page in apps.get_model("home.EnquiryPage").objects.live()},
    )
    is_new = last_known != _Memory.last_known
    _Memory.last_known = last_known
    if is_new:
        _write(last_known.to_json())
        write_error_pages(last_known.contacts)


def _contact(site: Site) -> Contact:
    context = get_site_context(site)
    clinic, look = context.clinic, context.site_look
    return Contact(
        hostname=site.hostname,
        port=site.port,
        is_default=site.is_default_site,
        name=clinic.name,
        phone=clinic.phone,
        phone_href=clinic.phone_href,
        hours=clinic.hours,
        logo=context.brand.embedded_logo(),
        stylesheet_url=look.stylesheet_url,
        styles=look.stylesheet,
        danger_words=clinic.danger_words,
        crisis_note=build_crisis_note(clinic),
    )


def _form(page: Any) -> KnownForm:
    return KnownForm(
        title=page.title,
        fields=[
            {name: getattr(field, name) for name in FIELD_VALUES}
            for field in page.form_fields.all()
        ],
        steps=[
            {"heading": step.value["heading"], "text": step.value["text"] or ""}
            for step in page.steps
        ],
        urgent_help=expand_db_html(page.urgent_help) if page.urgent_help else "",
    )


def _write(text: str) -> None:
    """Replace the file at once, so that no process reads half of it."""
    file = _file()
    unfinished = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(text)
        unfinished.replace(file)
    except OSError as error:
        logger.error("The last known contacts cannot be written: %s", type(error).__name__)
        unfinished.unlink(missing_ok=True)


def _file() -> Path:
    return Path(settings.ENQUIRY_FOLDER) / "last-known.json"
