"""What was pasted as a table to look at, before anything is done."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from articles.library.chooser.rendering import Shown, fragment
from articles.library.chooser.resolve import Meaning, can_take
from articles.library.importing.plan import Plan, Row, Status
from articles.references.formatting import Style, formatted


@dataclass(frozen=True)
class ShownRow:
    """A reference that was pasted."""

    row: Row

    @property
    def line(self) -> SafeString | str:
        return line_of(self.row)

    @property
    def can_take(self) -> bool:
        return can_take(self.row)

    @property
    def is_ticked(self) -> bool:
        return self.row.status in {Status.NEW, Status.KNOWN}

    @property
    def can_complete(self) -> bool:
        """Whether it is worth the while to go through its fields."""
        return self.row.status in {Status.DAMAGED, Status.UNREADABLE} or not self.can_take

    @property
    def possible(self) -> Shown | None:
        """The source of the library that it may be."""
        if self.row.existing is None or self.row.status == Status.KNOWN:
            return None
        return Shown(self.row.existing)


@dataclass(frozen=True)
class ShownMeaning:
    """A number of a text with what it stands for: `line` is empty while nobody knows."""

    meaning: Meaning

    @property
    def line(self) -> SafeString | str:
        if self.meaning.reference:
            return Shown(self.meaning.reference).line
        row = self.meaning.row
        return line_of(row) if row and can_take(row) else ""


def preview(plan: Plan, error: str = "") -> str:
    """The table of what was pasted."""
    return fragment("paste", rows=[ShownRow(row) for row in plan.rows], error=error)


def numbers_table(meanings: list[Meaning], error: str = "") -> str:
    """The table of the numbers found in a text."""
    return fragment("numbers", lines=[ShownMeaning(one) for one in meanings], error=error)


def line_of(row: Row) -> SafeString | str:
    """The reference as it is, or will be, in the library; what was pasted if it was not read."""
    if row.existing and row.status == Status.KNOWN:
        return Shown(row.existing).line
    return formatted(row.source, Style.VANCOUVER) if row.source else row.text
