"""Time two functions in turn, so that other load on the machine affects both."""

from collections.abc import Callable
from statistics import median
from time import perf_counter


def compare(
    title: str,
    first: Callable[[], object],
    second: Callable[[], object],
    clock: Callable[[], float] = perf_counter,
) -> None:
    """Print the medians of both in milliseconds, and the ratio of the second to the first.

    With `process_time` as the clock, other processes hardly matter, and neither does PostgreSQL.
    """
    first(), second()
    times: tuple[list[float], list[float]] = ([], [])
    for _round in range(15):
        for function, durations in zip((first, second), times, strict=True):
            started = clock()
            function()
            durations.append((clock() - started) * 1000)
    before, after = map(median, times)
    print(f"\n  {title:<64} {before:8.2f} ms {after:8.2f} ms   x {after / before:5.2f}")
