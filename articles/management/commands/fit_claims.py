"""`manage.py fit_claims`: fit the weights of words to labelled sentences."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand

from articles.problems.claims.fitting import fit, read_features, write_weights
from articles.problems.claims.labelled import read_labelled, read_sentence
from articles.problems.claims.passages import Passage
from articles.problems.claims.rules import RuleBook, read_rule_book
from articles.problems.claims.sentences import split_passage

RULES_FOLDER = Path(__file__).parents[2] / "problems/claims/en"
WEIGHTS_FILE = RULES_FOLDER / "weights.yaml"
# Examples of what must pass count for more: no page would be without such sentences.
FLAGGED_WEIGHT, PASSED_WEIGHT, PAGE_WEIGHT = 0.7, 3.0, 0.5
DEFAULT_THRESHOLD = 2
MIN_WORDS = 3
MARK = re.compile(r"\s*\[@[^\]]*\](?:\([^)]*\))?")


class Command(BaseCommand):
    help = (
        "Fits the weights of words in en/weights.yaml to files of labelled sentences, to the "
        "examples of the rules, and to the texts of careful pages."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, help="files of labelled sentences")
        parser.add_argument("--careful", type=Path, help="a folder of careful pages as YAML")
        parser.add_argument("--threshold", type=float, default=DEFAULT_THRESHOLD)

    def handle(self, *args, **options):
        book = read_rule_book(RULES_FOLDER)
        rows = [
            (read_sentence(each.sentence)[0], bool(each.is_claim), 1.0)
            for file in options["files"]
            for each in read_labelled(file.read_text("utf-8").splitlines())
            if each.is_claim is not None
        ]
        rows += _examples(book)
        if folder := options["careful"]:
            rows += [(passage, False, PAGE_WEIGHT) for passage in _sentences_below(folder)]
        points = fit(read_features(book, rows))
        threshold = round(options["threshold"]) - points.get("", 0)
        WEIGHTS_FILE.write_text("\n".join([HEADER, *write_weights(points, threshold), ""]), "utf-8")
        self.stdout.write(f"{len(points)} features of {len(rows)} sentences.")


HEADER = """\
# Points of the features of a sentence, for a promise if above nought: words, classes of words,
# traits (see cues.yaml), length in steps of six words, and what it begins with. See weighing.py.
# Written by `manage.py fit_claims`; single words may be changed by hand."""


def _examples(book: RuleBook) -> Iterator[tuple[Passage, bool, float]]:
    for rule in book.rules.values():
        careful = [*rule.examples.passed, rule.example]
        for sentence in rule.examples.flagged:
            yield read_sentence(sentence)[0], True, FLAGGED_WEIGHT
        for sentence in careful:
            yield read_sentence(sentence)[0], False, PASSED_WEIGHT


def _sentences_below(folder: Path) -> Iterator[Passage]:
    """Yield the sentences of all YAML files once."""
    found: dict[str, Passage] = {}
    for file in sorted(folder.rglob("*.yaml")):
        for text in _texts(yaml.safe_load(file.read_text("utf-8"))):
            for line in text.split("\n\n"):
                marked = Passage(" ".join(line.split()))
                for sentence in split_passage(marked)[1]:
                    own = marked.text[sentence.start : sentence.end]
                    plain = MARK.sub("", own)
                    if len(plain.split()) >= MIN_WORDS:
                        found[plain] = Passage(plain, beside=(1,) if plain != own else ())
    yield from found.values()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)
