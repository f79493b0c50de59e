"""`manage.py check_claims`: judge the sentences of a file, or the texts of pages."""

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from wagtail.models import Page

from articles.models.cited_references import get_references_by_id
from articles.problems.claims.checking import check_claims
from articles.problems.claims.labelled import LabelledSentence, check_sentence, read_labelled
from articles.problems.claims.passages import Claim, ClaimSettings
from articles.problems.object_texts import get_cited_ids, get_facts, get_passages


class Command(BaseCommand):
    help = (
        "Lists what sentences claim without a source. Takes files with a sentence on each line, "
        "with or without its label and a tab, and pages by id or by the end of their address."
    )
    # Sentences of a file are judged without a database.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("what", nargs="*", help="files, ids of pages or their addresses")
        parser.add_argument(
            "--tsv",
            action="store_true",
            help="for each sentence of a file: 1 or 0, the family of rules, the sentence",
        )

    def handle(self, *args, **options):
        settings = ClaimSettings(year=timezone.localdate().year)
        for name in options["what"] or ["-"]:
            if name == "-" or Path(name).is_file():
                lines = sys.stdin if name == "-" else Path(name).read_text("utf-8").splitlines()
                self.check_lines(lines, settings, as_tsv=options["tsv"])
            else:
                self.check_page(_find_page(name), settings)

    def check_lines(self, lines: Iterable[str], settings: ClaimSettings, *, as_tsv: bool) -> None:
        sentences = list(read_labelled(lines))
        claims = [check_sentence(each.sentence, settings) for each in sentences]
        if as_tsv:
            for each, claim in zip(sentences, claims, strict=True):
                family = claim.family if claim else ""
                self.stdout.write(f"{int(claim is not None)}\t{family}\t{each.sentence}")
            return
        for each, claim in zip(sentences, claims, strict=True):
            if each.is_claim is None:
                self.stdout.write(f"{claim.rule_id if claim else '-'}\t{each.sentence}")
            elif each.is_claim and claim is None:
                self.stdout.write(f"missed\t{each.sentence}")
            elif claim and not each.is_claim:
                self.stdout.write(f"{claim.rule_id} “{claim.quote}”\t{each.sentence}")
        self.summarise(sentences, claims)

    def summarise(self, sentences: list[LabelledSentence], claims: list[Claim | None]) -> None:
        """Write precision and recall, and for each group how many sentences were judged right."""
        labelled = [
            (each, claim is not None)
            for each, claim in zip(sentences, claims, strict=True)
            if each.is_claim is not None
        ]
        if not labelled:
            return
        flagged = [each for each, is_flagged in labelled if is_flagged]
        right = sum(bool(each.is_claim) for each in flagged)
        claimed = sum(bool(each.is_claim) for each, _is_flagged in labelled)
        all_of = Counter(each.group for each, _is_flagged in labelled)
        right_of = Counter(
            each.group for each, is_flagged in labelled if is_flagged == each.is_claim
        )
        for group, number in all_of.items():
            self.stdout.write(f"{right_of[group]} of {number}\t{group or 'all'}")
        precision, recall = right / (len(flagged) or 1), right / (claimed or 1)
        self.stdout.write(f"precision {precision:.3f}, recall {recall:.3f}")

    def check_page(self, page: Page, settings: ClaimSettings) -> None:
        passages = get_passages(page)
        facts = get_facts(get_references_by_id(get_cited_ids(passages)))
        claims = check_claims(passages, facts, settings)
        for claim in claims:
            also = f", also {', '.join(claim.also)}" if claim.also else ""
            self.stdout.write(f"{claim.severity} {claim.rule_id}{also}: {claim.where}")
            self.stdout.write(f"  “{claim.sentence}”")
            self.stdout.write(f"  {claim.message}")
        counts = Counter(str(claim.severity) for claim in claims)
        found = ", ".join(f"{number} {severity}" for severity, number in counts.items())
        self.stdout.write(f"{page.title}: {found or 'nothing found'}")


def _find_page(name: str) -> Page:
    """Return the page with this id, or whose address ends so."""
    if name.isdecimal():
        found = Page.objects.filter(pk=int(name))
    else:
        found = Page.objects.filter(url_path__endswith=f"/{name.strip('/')}/")
    pages = list(found.specific()[:2])
    if not pages:
        raise CommandError(f"No file or page “{name}”.")
    if len(pages) > 1:
        raise CommandError(f"There are several pages “{name}”.")
    return pages[0]
