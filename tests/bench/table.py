"""The table at the end of a run: figures that were measured in turn, and their ratios."""

import time
from dataclasses import dataclass, field
from statistics import median


def time_loop_ms() -> float:
    """Return the time of a fixed loop in Python, which shows how fast the machine is now."""
    started = time.perf_counter()
    total = 0
    for number in range(1_000_000):
        total += number * number
    return (time.perf_counter() - started) * 1000


@dataclass
class Table:
    rows: list[tuple[str, str, str, str]] = field(default_factory=list)
    loops: list[float] = field(default_factory=list)

    def row(self, label: str, ours: str, against: str = "", ratio: str = "") -> None:
        self.rows.append((label, ours, against, ratio))
        print("  " + "   ".join(filter(None, (label, ours, against, ratio))), flush=True)

    def heading(self, title: str) -> None:
        print(f"\n──── {title}", flush=True)

    def calibrate(self) -> None:
        self.loops.append(time_loop_ms())

    def print(self) -> None:
        if self.loops:
            spread = f"{min(self.loops):.0f} to {max(self.loops):.0f}"
            loops = f"{median(self.loops):.0f} ms"
            self.rows.append(("a loop of Python on this machine", loops, spread, ""))
        heads = ("", "ours", "against", "ratio")
        widths = [max(len(row[n]) for row in (heads, *self.rows)) for n in range(4)]
        print()
        for row in (heads, tuple("─" * width for width in widths), *self.rows):
            print("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)))
