"""The content beside its text that an article showed when it was signed, with names for numbers."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.models import Page

from articles.models import CallToAction, Reference
from articles.review.shared_content import SharedKind
from home.kit.errors import Place
from home.kit.names import Names
from home.kit.yaml_reading import as_mapping, as_sequence, as_text, plain_data

MODELS: dict[str, Any] = {
    SharedKind.CALL_TO_ACTION: CallToAction,
    SharedKind.SOURCE: Reference,
    SharedKind.LEAD_PICTURE: get_image_model(),
    SharedKind.PICTURE: get_image_model(),
    SharedKind.AUTHOR: Page,
    SharedKind.REVIEWER: Page,
}
KEYS = ("kind", "of", "name", "words")


def encode_shared_content(parts: list[dict[str, Any]], names: Names) -> list[dict[str, Any]]:
    encoded = []
    for part in parts:
        of = names.name(MODELS[part["kind"]], part["pk"])
        # PostgreSQL keeps the words in an order of its own.
        words = {name: part["words"][name] for name in sorted(part["words"])}
        own = {"kind": part["kind"], "of": of, "name": part["name"], "words": words}
        encoded.append({key: value for key, value in own.items() if value})
    return encoded


def decode_shared_content(value: Any, names: Names, place: Place) -> list[dict[str, Any]]:
    """Return the parts. What no longer exists gets a number that no object has."""
    parts = []
    for number, (item, at) in enumerate(as_sequence(value, place).places(place), 1):
        fields = as_mapping(item, at)
        for key in fields:
            if key not in KEYS:
                raise fields.place(key, at).unknown(_("“%s” is unknown here.") % key, key, KEYS)
        kind = as_text(fields.get("kind"), fields.place("kind", at))
        if kind not in MODELS:
            raise fields.place("kind", at).unknown(
                _("There is no kind “%s” of shown content.") % kind, kind, map(str, MODELS)
            )
        of = as_text(fields.get("of"), fields.place("of", at))
        pk = names.pk(MODELS[kind], of, fields.place("of", at)) if of else -number
        words = {name: str(text) for name, text in (plain_data(fields.get("words")) or {}).items()}
        name = as_text(fields.get("name"), fields.place("name", at))
        parts.append({"kind": kind, "pk": pk, "name": name, "words": words})
    return parts
