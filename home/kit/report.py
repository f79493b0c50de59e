"""The report of a load: what it did, or would do after a dry run."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

MAX_NAMED = 20
CREATED, UNCHANGED, KEPT, REPLACED = "created", "unchanged", "kept", "replaced"


@dataclass
class LoadReport:
    """Counts by kind of object, names of new and different ones, and notes for the operator.

    An object that exists and differs is kept, and replaced only on request.
    """

    say: Callable[[str], object] = print
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    # The paths of pages that did not exist.
    new_pages: list[str] = field(default_factory=list)

    def add(self, kind: str, outcome: str, name: str) -> None:
        self.counts.setdefault(kind, Counter())[outcome] += 1
        if outcome != UNCHANGED:
            self.names.setdefault(outcome, []).append(f"{kind} {name}")

    def note(self, name: str, text: str) -> None:
        self.notes.append(f"{name or '/'}: {text}")

    def total(self, outcome: str) -> int:
        return sum(counts[outcome] for counts in self.counts.values())

    def lines(self) -> list[str]:
        """Return a line for each kind, the names of what was kept, and the notes."""
        lines = []
        for kind, counts in self.counts.items():
            parts = [f"{counts[outcome]} {_(outcome)}" for outcome in OUTCOMES if counts[outcome]]
            lines.append(f"{kind}: {', '.join(parts)}")
        if kept := self.names.get(KEPT):
            names = ", ".join(kept[:MAX_NAMED]) + (" …" if len(kept) > MAX_NAMED else "")
            lines.append(_("Different here and in the kit, and kept as it is here: %s") % names)
        return lines + self.notes


OUTCOMES = (CREATED, REPLACED, UNCHANGED, KEPT)
