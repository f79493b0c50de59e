"""What an article shows but does not contain: it is edited elsewhere and changes without it.

A signature covers the article's own text (`articles.problems.content_hash`). Stored beside it are
the calls to action, sources, pictures and people as they were shown then.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock
from wagtail.utils.file import hash_filelike

from articles.models import ArticlePage, CallToAction, PersonPage, Reference
from articles.models.site_roots import page_path
from articles.problems.body_reading import (
    BodyReading,
    get_call_to_action_ids,
    get_source_ids,
    read_body,
)
from articles.problems.content_hash import compute_content_hash
from articles.references.formatting import Style, format_plain

# The style of stored entries, so that another style of the clinic is no change of a source.
STORED_STYLE = Style.VANCOUVER
FILE = "file"
ENTRY = "entry"


class SharedKind(models.TextChoices):
    CALL_TO_ACTION = "call_to_action", gettext_lazy("Call to action")
    SOURCE = "source", gettext_lazy("Source")
    LEAD_PICTURE = "lead_picture", gettext_lazy("Lead picture")
    PICTURE = "picture", gettext_lazy("Picture")
    AUTHOR = "author", gettext_lazy("Author")
    REVIEWER = "reviewer", gettext_lazy("Reviewer")


WORD_LABELS: dict[str, Any] = {
    "heading": gettext_lazy("heading"),
    "text": gettext_lazy("text"),
    "button": gettext_lazy("button"),
    "link": gettext_lazy("link"),
    "phone": gettext_lazy("phone number"),
    ENTRY: gettext_lazy("entry"),
    "study_type": gettext_lazy("study type"),
    "state": gettext_lazy("status"),
    FILE: gettext_lazy("file"),
    "description": gettext_lazy("description"),
    "credit": gettext_lazy("credit"),
    "name": gettext_lazy("name"),
    "role": gettext_lazy("role"),
    "credentials": gettext_lazy("credentials"),
    "registration": gettext_lazy("registration"),
}


@dataclass(frozen=True)
class SharedPart:
    """One thing that an article shows, with its words by the names in `WORD_LABELS`.

    Without words, readers see nothing of it: it was deleted or unpublished.
    """

    kind: str
    pk: int
    name: str
    words: dict[str, str]
    changed_at: datetime | None = field(default=None, compare=False)

    @property
    def key(self) -> tuple[str, int]:
        return self.kind, self.pk

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "pk": self.pk, "name": self.name, "words": self.words}


def read_shared_content(
    article: ArticlePage, reading: BodyReading | None = None, reviewer: PersonPage | None = None
) -> list[SharedPart]:
    """Return what the article shows now, with a query for the pictures and one for the authors.

    `reading` is the reading of its body, if the caller has one; else one or two queries more.
    """
    reading = reading or read_body(article.body)
    parts = [
        *_calls_to_action(reading),
        *_sources(reading),
        *_pictures(article, reading),
        *(describe_person(SharedKind.AUTHOR, person) for person in article.authors()),
    ]
    if reviewer:
        parts.append(describe_person(SharedKind.REVIEWER, reviewer))
    return parts


def digest_shown_text(article: ArticlePage, reading: BodyReading | None = None) -> str:
    """Return a digest of the article's text and of what it shows beside it.

    A form in which somebody signs contains it: only what was read is signed.
    """
    reading = reading or read_body(article.body)
    parts = [part.as_json() for part in read_shared_content(article, reading)]
    shown = json.dumps([compute_content_hash(article, reading), parts], ensure_ascii=False)
    return hashlib.sha256(shown.encode()).hexdigest()


def _calls_to_action(reading: BodyReading) -> Iterator[SharedPart]:
    for pk in sorted(get_call_to_action_ids(reading.sections)):
        chosen = reading.calls_to_action.get(pk)
        changed_at = chosen and chosen.last_published_at
        name, words = str(chosen or ""), describe_call_to_action(chosen)
        yield SharedPart(SharedKind.CALL_TO_ACTION, pk, name, words, changed_at)


def describe_call_to_action(chosen: CallToAction | None) -> dict[str, str]:
    """Return the words that readers see; none if it is not published."""
    if chosen is None or not chosen.live:
        return {}
    page = chosen.link_page
    target = (page_path(page) or page.title) if page else chosen.link_url
    return {
        "heading": chosen.heading,
        "text": chosen.text,
        "button": chosen.button_label,
        "link": _("as the Book button") if chosen.books else target,
        "phone": _("shown") if chosen.show_phone else "",
    }


def _sources(reading: BodyReading) -> Iterator[SharedPart]:
    for pk in sorted(get_source_ids(reading.sections)):
        source = reading.references.get(pk)
        if source is None:
            yield SharedPart(SharedKind.SOURCE, pk, "", {})
        else:
            yield describe_source(source)


def describe_source(reference: Reference) -> SharedPart:
    state = ": ".join(filter(None, (reference.get_state_display(), reference.state_note)))
    words = {
        ENTRY: format_plain(reference.source, STORED_STYLE, identifiers=True),
        "study_type": reference.get_study_type_display(),
        "state": state if reference.state else "",
    }
    return SharedPart(SharedKind.SOURCE, reference.pk, reference.short_label, words)


def _pictures(article: ArticlePage, reading: BodyReading) -> Iterator[SharedPart]:
    """Yield the lead picture and those of the body. A picture with another file has changed."""
    inside = {
        part.value
        for section in reading.sections
        for part in section.parts
        if isinstance(part.block, ImageChooserBlock) and isinstance(part.value, int)
    }
    wanted = [(SharedKind.PICTURE, pk) for pk in sorted(inside)]
    if article.lead_image_id:
        wanted.insert(0, (SharedKind.LEAD_PICTURE, article.lead_image_id))
    found = get_image_model().objects.in_bulk({pk for _kind, pk in wanted})
    for kind, pk in wanted:
        image = found.get(pk)
        yield SharedPart(kind, pk, image.title if image else "", _describe_image(image))


def _describe_image(image: Any) -> dict[str, str]:
    if image is None:
        return {}
    return {
        FILE: image.file_hash or _compute_file_hash(image),
        "description": image.description,
        "credit": getattr(image, "credit", ""),
    }


def _compute_file_hash(image: Any) -> str:
    """Return the hash of a picture that was stored without one; empty if its file is missing."""
    try:
        with image.open_file() as file:
            return hash_filelike(file)
    except OSError:
        return ""


def describe_person(kind: str, person: PersonPage) -> SharedPart:
    words = {
        "name": person.display_name,
        "role": person.job_title,
        "credentials": person.credentials,
    }
    if kind == SharedKind.REVIEWER:
        words["registration"] = person.registration
    return SharedPart(kind, person.pk, person.display_name, words, person.last_published_at)


def format_words(words: Mapping[str, str]) -> str:
    """Return the words as lines for a mail, empty ones left out."""
    lines = (f"{WORD_LABELS[name]}: {text}" for name, text in words.items() if text)
    return "\n".join(f"{line[:1].upper()}{line[1:]}" for line in lines)
