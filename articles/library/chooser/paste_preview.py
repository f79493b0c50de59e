"""What was pasted as a table to look at, before anything is done."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from articles.library.chooser.rendering import ReferenceRow, render_fragment
from articles.library.chooser.resolve import ResolvedNumber, can_cite
from articles.library.importing.plan import Plan, Row, RowStatus
from articles.references.formatting import Style, format_reference


@dataclass(frozen=True)
class PreviewRow:
    """A reference that was pasted."""

    row: Row

    @property
    def line(self) -> SafeString | str:
        return render_row(self.row)

    @property
    def can_cite(self) -> bool:
        return can_cite(self.row)

    @property
    def is_ticked(self) -> bool:
        return self.row.status in {RowStatus.NEW, RowStatus.KNOWN}

    @property
    def can_complete(self) -> bool:
        """Whether it is worth the while to go through its fields."""
        return self.row.status in {RowStatus.DAMAGED, RowStatus.UNREADABLE} or not self.can_cite

    @property
    def possible_duplicate(self) -> ReferenceRow | None:
        """The source of the library that it may be."""
        if self.row.existing is None or self.row.status == RowStatus.KNOWN:
            return None
        return ReferenceRow(self.row.existing)


@dataclass(frozen=True)
class PreviewNumber:
    """A number of a text with what it stands for: `line` is empty while nobody knows."""

    resolved: ResolvedNumber

    @property
    def line(self) -> SafeString | str:
        if self.resolved.reference:
            return ReferenceRow(self.resolved.reference).line
        row = self.resolved.row
        return render_row(row) if row and can_cite(row) else ""


def render_preview(plan: Plan, error: str = "") -> str:
    """The table of what was pasted."""
    return render_fragment("paste", rows=[PreviewRow(row) for row in plan.rows], error=error)


def render_numbers(meanings: list[ResolvedNumber], error: str = "") -> str:
    """The table of the numbers found in a text."""
    return render_fragment("numbers", lines=[PreviewNumber(one) for one in meanings], error=error)


def render_row(row: Row) -> SafeString | str:
    """The reference as it is, or will be, in the library; what was pasted if it was not read."""
    if row.existing and row.status == RowStatus.KNOWN:
        return ReferenceRow(row.existing).line
    return format_reference(row.source, Style.VANCOUVER) if row.source else row.text
