"""Claims on the pages and snippets that a kit brings as public.

They were public where the kit was saved, and no rule takes them down. The report says which of
them the gate would refuse: publishing them again needs other words, or a waiver.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from django.utils.translation import ngettext
from wagtail.models import Page

from articles.problems.claim_facts import read_claim_facts
from articles.publishing.gate import claim_issues
from home.kit.page_files import PageFile
from home.kit.report import LoadReport

BATCH_SIZE = 100


def report_claims(
    pages: Iterable[PageFile], snippets: Mapping[str, Any], report: LoadReport
) -> None:
    """Note each new public page or snippet with a claim that stops publishing."""
    paths = {page.pk: page.path for page in pages}
    for batch in _batches(paths):
        found = Page.objects.filter(pk__in=batch, live=True, alias_of=None).order_by("path")
        _report([(paths[page.pk], page) for page in found.specific()], report)
    _report([(name, each) for name, each in snippets.items() if each.live], report)


def _report(named: list[tuple[str, Any]], report: LoadReport) -> None:
    facts = read_claim_facts([obj for _name, obj in named])
    for (name, obj), own in zip(named, facts, strict=True):
        if issues := claim_issues(obj, own):
            text = ngettext(
                "public as it was, but %(number)d claim stops publishing it again: %(first)s",
                "public as it was, but %(number)d claims stop publishing it again: %(first)s",
                len(issues),
            )
            report.note(name, text % {"number": len(issues), "first": issues[0].message})


def _batches(pks: Iterable[int]) -> Iterator[list[int]]:
    rows = iter(pks)
    while batch := list(islice(rows, BATCH_SIZE)):
        yield batch
