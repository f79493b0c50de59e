"""Unique names for keys and anchors."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count


class UniqueNames:
    """Names that each occur once: "pain", "pain-2", "pain-3"."""

    def __init__(self, taken: Iterable[str] = ()):
        self._taken = set(taken)
        # Remembered, so that a thousand equal names do not each count from 2.
        self._numbers: dict[str, Iterator[int]] = defaultdict(lambda: count(2))

    def add(self, base: str) -> str:
        """Take and return the name itself, or the first numbered one that is free."""
        name = base
        while name in self._taken:
            name = f"{base}-{next(self._numbers[base])}"
        self._taken.add(name)
        return name
