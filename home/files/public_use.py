"""The public pages that show an image or link to a document.

Wagtail's reference index knows what is chosen: images, films, downloads. The address of a document
may also be pasted into a link, so all texts are searched for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import CharField, Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.documents.models import AbstractDocument
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from articles.models.referring_pages import get_referring_page_ids
from home.delivery.content_version import CONTENT_MODELS

# An image or a document. Wagtail has no types.
File = Any


@dataclass(frozen=True)
class PublicUse:
    """Live pages that show a file. `is_elsewhere` if settings or library link to it too."""

    pages: QuerySet[Page]
    is_elsewhere: bool = False

    def __bool__(self) -> bool:
        return self.is_elsewhere or self.pages.exists()


def get_public_use(file: File) -> PublicUse:
    ids = get_referring_page_ids(file)
    is_elsewhere = False
    if isinstance(file, AbstractDocument):
        for model, pks in _texts_linking_to(file):
            if issubclass(model, Page):
                ids |= pks
            else:
                is_elsewhere = True
    return PublicUse(Page.objects.live().filter(pk__in=ids), is_elsewhere)


def _texts_linking_to(document: AbstractDocument) -> Iterator[tuple[type[Model], set[int]]]:
    """Yield each model with the ids of the rows that contain the document's address."""
    address = reverse("wagtaildocs_serve", args=[document.pk, "name"]).removesuffix("name")
    for model in _models_with_texts():
        texts = {
            f"{field.name}_text": Cast(field.name, TextField())
            for field in model._meta.local_concrete_fields
            if isinstance(field, CharField | TextField | StreamField)
        }
        if not texts:
            continue
        contains = reduce(or_, (Q(**{f"{name}__contains": address}) for name in texts))
        rows = model._default_manager.order_by().annotate(**texts).filter(contains)
        if pks := set(rows.values_list("pk", flat=True)):
            yield model, pks


def _models_with_texts() -> list[type[Any]]:
    pages = [model for model in apps.get_models() if issubclass(model, Page) and model is not Page]
    return [*pages, *CONTENT_MODELS]


def describe_public_use(file: File) -> str:
    """Return a message for a user who may not change the file, with what to do."""
    number = get_public_use(file).pages.count()
    if isinstance(file, AbstractImage):
        text = ngettext(
            "This picture is shown on %(number)d public page. A publisher can change it, or upload"
            " a new one.",
            "This picture is shown on %(number)d public pages. A publisher can change it, or upload"
            " a new one.",
            number,
        )
    elif number:
        text = ngettext(
            "This document is linked on %(number)d public page. A publisher can change it, or"
            " upload a new one.",
            "This document is linked on %(number)d public pages. A publisher can change it, or"
            " upload a new one.",
            number,
        )
    else:
        text = _(
            "This document is linked in the clinic's settings or the library. A publisher can"
            " change it, or upload a new one."
        )
    return text % {"number": number}
