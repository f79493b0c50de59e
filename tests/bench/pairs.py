"""Two pieces of work timed in turn, so that what the machine does besides befalls both."""

from collections.abc import Callable
from statistics import median
from time import perf_counter


def compare(title: str, first: Callable[[], object], second: Callable[[], object]) -> None:
    """Print the medians of both in milliseconds, and how many times the first the second took."""
    first(), second()
    times: tuple[list[float], list[float]] = ([], [])
    for _round in range(15):
        for work, spent in zip((first, second), times, strict=True):
            started = perf_counter()
            work()
            spent.append((perf_counter() - started) * 1000)
    before, after = map(median, times)
    print(f"\n  {title:<64} {before:8.2f} ms {after:8.2f} ms   x {after / before:5.2f}")
