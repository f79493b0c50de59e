"""HTML fragments of the citation dialog."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from articles.library.chooser.resolve import ResolvedNumber
from articles.library.importing.plan_rows import Plan, Row, RowStatus
from articles.models import Reference
from articles.references.formatting import Style, format_reference


@dataclass(frozen=True)
class ReferenceRow:
    """A source for a template; `is_here` if the page being edited cites it."""

    reference: Reference
    is_here: bool = False

    @property
    def line(self) -> SafeString:
        return format_reference(self.reference.source, Style.VANCOUVER)

    @property
    def edit_url(self) -> str:
        return reverse("wagtailsnippets_articles_reference:edit", args=[self.reference.pk])


@dataclass(frozen=True)
class PreviewRow:
    """A pasted reference for a template."""

    row: Row

    @property
    def line(self) -> SafeString | str:
        return format_row(self.row)

    @property
    def is_ticked(self) -> bool:
        return self.row.status in {RowStatus.NEW, RowStatus.KNOWN}

    @property
    def can_complete(self) -> bool:
        return self.row.status in {RowStatus.DAMAGED, RowStatus.UNREADABLE} or not self.row.can_cite

    @property
    def possible_duplicate(self) -> ReferenceRow | None:
        if self.row.existing is None or self.row.cited_reference:
            return None
        return ReferenceRow(self.row.existing)


@dataclass(frozen=True)
class PreviewNumber:
    """A number of a text for a template; `line` is empty if its source is unknown."""

    resolved: ResolvedNumber

    @property
    def line(self) -> SafeString | str:
        if self.resolved.reference:
            return ReferenceRow(self.resolved.reference).line
        row = self.resolved.row
        return format_row(row) if row and row.can_cite else ""


def reference_rows(
    references: Iterable[Reference], here: Collection[int] = ()
) -> list[ReferenceRow]:
    return [ReferenceRow(reference, reference.pk in here) for reference in references]


def format_row(row: Row) -> SafeString | str:
    """Return the reference as the library has or will have it, or else the pasted text."""
    if row.cited_reference:
        return ReferenceRow(row.cited_reference).line
    return format_reference(row.source, Style.VANCOUVER) if row.source else row.text


def render_fragment(name: str, **context) -> str:
    # Without the request, whose context processors would make queries.
    return render_to_string(f"articles/admin/chooser/{name}.html", context)


def render_preview(plan: Plan, error: str = "") -> str:
    return render_fragment("paste", rows=[PreviewRow(row) for row in plan.rows], error=error)


def render_numbers(resolved: list[ResolvedNumber], error: str = "") -> str:
    return render_fragment("numbers", lines=[PreviewNumber(one) for one in resolved], error=error)


def as_choice(reference: Reference) -> dict:
    """Return the data with which the dialog ticks a source."""
    return {"id": reference.pk, "label": reference.short_label}
