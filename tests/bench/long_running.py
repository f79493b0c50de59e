"""Measurements over time: the delay of publications, failures under load, and memory."""

import argparse
import itertools
import time
from pathlib import Path
from statistics import median

from tests.bench.servers import BenchServers, sample_clinic_database
from tests.bench.table import Table
from tests.served.editor_client import EditorClient
from tests.served.http_client import HttpClient
from tests.served.readers import Readers
from tests.served.site_server import SiteServer

PUBLICATIONS = 20
PAUSE = 0.02


def measure_publication_delay(
    servers: BenchServers, table: Table, _options: argparse.Namespace
) -> None:
    """Publish in the admin of one process, and read the page from both."""
    with (
        sample_clinic_database(servers, "visible") as (clinic, _process),
        servers.site("visible", "--workers", "1") as first,
        servers.site("visible", "--workers", "1") as second,
    ):
        team = clinic["team"]
        editor = EditorClient(first.url)
        clients = {"the same": HttpClient(first.url), "another": HttpClient(second.url)}
        delays: dict[str, list[float]] = {name: [] for name in clients}
        for number in range(2, PUBLICATIONS + 2):
            for client in clients.values():
                client.get(team["path"])
            text = f"This is edition {number}."
            editor.publish(team["pk"], summary=text)
            published = time.monotonic()
            waiting = dict(clients)
            while waiting:
                for name, client in list(waiting.items()):
                    started = time.monotonic()
                    if text in client.get(team["path"]).text:
                        delays[name].append(started - published)
                        del waiting[name]
                time.sleep(PAUSE)
    for name, each in delays.items():
        table.row(
            f"from publishing to visible, process: {name}",
            f"{median(each):.2f} s",
            f"at most {max(each):.2f} s",
        )


def measure_mixed_load(servers: BenchServers, table: Table, options: argparse.Namespace) -> None:
    """Read from two sites while an editor publishes one article after another."""
    seconds = options.mixed
    with (
        sample_clinic_database(servers, "mixed") as (clinic, process),
        servers.site("mixed") as one,
        servers.site("mixed") as two,
    ):
        articles = clinic["articles"]
        paths = [article["path"] for article in articles]
        end = time.monotonic() + seconds
        published = 0
        with Readers([one.url, two.url], paths, number=8) as readers:
            while time.monotonic() < end:
                article = articles[published % len(articles)]
                edition = 2 + published // len(articles)
                process.run_task("publish", pk=article["pk"], number=edition)
                readers.expect(article["path"], edition)
                published += 1
                time.sleep(0.2)
            readers.wait(1.5)
    tally = readers.tally
    states = ", ".join(f"{number:,} {state}" for state, number in tally.states.most_common())
    table.row(
        f"{seconds} s of readers and an editor: failed",
        str(len(tally.failures)),
        f"{tally.total:,} responses ({states})",
    )
    table.row(
        "outdated after more than one second", str(len(tally.outdated)), f"{published} published"
    )
    for line in (tally.failures + tally.outdated)[:10]:
        print(f"    {line}")


def measure_memory(servers: BenchServers, table: Table, options: argparse.Namespace) -> None:
    """Measure two workers before, halfway through and after requests for all kinds of pages."""
    requests = options.requests
    with (
        sample_clinic_database(servers, "memory") as (clinic, process),
        servers.site("memory") as site,
    ):
        words = ("pain", "sleep", "nerve", "study", "back", "head", "rest", "help")
        searches = [f"/search/?query={a}+{b}" for a, b in itertools.permutations(words, 2)]
        articles = [article["path"] for article in clinic["articles"]]
        common = [clinic["article"], clinic["category"], clinic["home"], *articles]
        # One in twenty is not in the cache.
        paths = [
            path
            for number, search in enumerate(searches)
            for path in (*(common[(number + step) % len(common)] for step in range(19)), search)
        ]
        with Readers([site.url], paths):
            time.sleep(2)
        before = worker_memory(site)
        readers = Readers([site.url], paths, number=4)
        measured = []
        edition = 2
        with readers:
            for goal in (requests // 2, requests):
                while readers.tally.total < goal and not len(readers.tally.failures) > requests:
                    process.run_task("publish", pk=clinic["articles"][0]["pk"], number=edition)
                    edition += 1
                    time.sleep(2)
                measured.append(worker_memory(site))
                print(f"    {readers.tally.total:,} requests", flush=True)
    half, full = measured
    failed = len(readers.tally.failures)
    table.row("memory of a worker at the start, RSS | PSS", *before)
    table.row(f"after {requests // 2:,} mixed requests", *half)
    table.row(f"after {requests:,} mixed requests, {failed} failed", *full)
    growth = float(full[0].split()[0]) / float(half[0].split()[0])
    table.row("after all requests | after half of them", full[0], half[0], f"{growth:.2f}")


def worker_memory(site: SiteServer) -> tuple[str, str]:
    """Return RSS and PSS of the largest worker."""
    sizes = []
    for pid in site.workers():
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        fields = {line.split(":")[0]: line.split()[1] for line in lines[1:]}
        sizes.append((int(fields["Rss"]) / 1024, int(fields["Pss"]) / 1024))
    rss, pss = max(sizes)
    return f"{rss:.0f} MB", f"{pss:.0f} MB"
