"""Measure the requests per second of a server, with wrk or with a small program in its place."""

import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median, quantiles

from environment import PYTHON, ROOT

from tests.bench.table import Table
from tests.served.http_client import HttpClient

WRK = shutil.which("wrk")
LOAD_GENERATOR = (
    "wrk" if WRK else "tests/bench/load.py, which is slower than the server: install wrk"
)
PROCESSES = 2


@dataclass(frozen=True)
class Rate:
    per_second: float
    p99: float
    """In milliseconds."""
    errors: int


def measure_rates(
    targets: Mapping[str, str], table: Table, *, rounds: int, seconds: int, connections: int = 32
) -> dict[str, Rate]:
    """Return the medians for each URL, measured in turn so that other load affects all."""
    measured: dict[str, list[Rate]] = {name: [] for name in targets}
    for turn in range(rounds):
        names = list(targets) if turn % 2 == 0 else list(targets)[::-1]
        for name in names:
            table.calibrate()
            measure_rate(targets[name], 1, connections)
            rate = measure_rate(targets[name], seconds, connections)
            measured[name].append(rate)
            print(f"    round {turn + 1}  {name:<24} {rate.per_second:10,.0f}/s", flush=True)
    return {
        name: Rate(
            median(rate.per_second for rate in each),
            median(rate.p99 for rate in each),
            sum(rate.errors for rate in each),
        )
        for name, each in measured.items()
    }


def measure_rate(url: str, seconds: int, connections: int) -> Rate:
    return with_wrk(url, seconds, connections) if WRK else with_python(url, seconds, connections)


def with_wrk(url: str, seconds: int, connections: int) -> Rate:
    command = (
        *(str(WRK), "-t2", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "--latency"),
        *("-H", "Accept-Encoding: gzip", url),
    )
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", output)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s)", output)
    if not rate or not p99:
        raise RuntimeError(output)
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    broken = re.search(r"connect (\d+), read (\d+), write (\d+), timeout (\d+)", output)
    errors = int(refused[1]) if refused else 0
    errors += sum(map(int, broken.groups())) if broken else 0
    milliseconds = float(p99[1]) * {"us": 0.001, "ms": 1, "s": 1000}[p99[2]]
    return Rate(float(rate[1]), milliseconds, errors)


def with_python(url: str, seconds: int, connections: int) -> Rate:
    share = str(max(1, connections // PROCESSES))
    command = (str(PYTHON), "-m", "tests.bench.load", url, str(seconds), share)
    running = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(PROCESSES)
    ]
    outputs = [process.communicate()[0].split() for process in running]
    return Rate(
        sum(float(part[0]) for part in outputs),
        max(float(part[1]) for part in outputs),
        sum(int(part[2]) for part in outputs),
    )


def main(url: str, seconds: str, connections: str) -> None:
    """Send requests from threads; print rate, p99 in milliseconds, and errors."""
    host, _slash, path = url.removeprefix("http://").partition("/")
    times: list[float] = []
    errors: list[int] = []
    end = time.perf_counter() + int(seconds)

    def read() -> None:
        client = HttpClient(f"http://{host}", Accept_Encoding="gzip")
        while (started := time.perf_counter()) < end:
            status = client.get(f"/{path}").status
            times.append(time.perf_counter() - started)
            if status != 200:
                errors.append(status)

    threads = [threading.Thread(target=read) for _ in range(int(connections))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    p99 = quantiles(times, n=100)[98] * 1000
    print(len(times) / int(seconds), p99, len(errors))


if __name__ == "__main__":
    main(*sys.argv[1:])
