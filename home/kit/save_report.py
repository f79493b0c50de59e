"""The report of a save: what was saved, and what could not be."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PROGRESS = 1000
MISSING_FILE = gettext_lazy("the file is missing in the storage")


@dataclass
class SaveReport:
    say: Callable[[str], object] = print
    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def count(self, kind: str, number: int = 1) -> None:
        self.counts[kind] += number
        if number and self.counts[kind] % PROGRESS == 0:
            self.say(_("%(kind)s: %(number)d saved.") % {"kind": kind, "number": self.counts[kind]})

    def note(self, name: str, text: str | Promise) -> None:
        self.notes.append(f"{name}: {text}")

    def lines(self) -> list[str]:
        counts = [f"{kind}: {number}" for kind, number in self.counts.items() if number]
        return counts + self.notes
