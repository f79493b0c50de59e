"""How the dialog shows what it was told: pieces of HTML, and sources ready to be read."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from articles.models import Reference
from articles.references.formatting import Style, format_reference


@dataclass(frozen=True)
class ReferenceRow:
    """A source for a template; `is_here` where the page being written cites it."""

    reference: Reference
    is_here: bool = False

    @property
    def line(self) -> SafeString:
        return format_reference(self.reference.source, Style.VANCOUVER)

    @property
    def edit_url(self) -> str:
        return reverse("wagtailsnippets_articles_reference:edit", args=[self.reference.pk])


def reference_rows(
    references: Iterable[Reference], here: Collection[int] = ()
) -> list[ReferenceRow]:
    return [ReferenceRow(reference, reference.pk in here) for reference in references]


def render_fragment(name: str, **context) -> str:
    """A piece of the dialog. It is made without the request, and so without a query of its own."""
    return render_to_string(f"articles/admin/chooser/{name}.html", context)


def as_choice(reference: Reference) -> dict:
    """What the dialog needs to know of a source that it ticks."""
    return {"id": reference.pk, "label": reference.short_label}
