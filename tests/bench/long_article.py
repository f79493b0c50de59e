"""An article of 2,000 words with 200 citations of 60 sources, in the words of the sample clinic."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from articles.models import Reference
from articles.problems.readability import split_sentences
from home.sample.loader import SAMPLE_FOLDER
from tests.factories import block, mark, stream

WORDS, CITATIONS, SOURCES = 2_000, 200, 60
PARAGRAPHS_PER_BLOCK = 3
CITATION = re.compile(r"\s*\[@[^\]]*\]")


@dataclass(frozen=True)
class LongArticle:
    """Its paragraphs, each a list of sentences, and the sources that they cite in turn."""

    paragraphs: list[list[str]]
    sources: list[Reference]

    def make_texts(self, opening: str = "") -> list[str]:
        """Return the texts of its blocks, the first with one more sentence at the beginning."""
        sentences = sum(map(len, self.paragraphs))
        marks = [""] * sentences
        for number in range(CITATIONS):
            marks[number * sentences // CITATIONS] += mark(self.sources[number % SOURCES])
        remaining = iter(marks)
        texts = [
            f"<p>{' '.join(each + next(remaining) for each in paragraph)}</p>"
            for paragraph in self.paragraphs
        ]
        texts[0] = f"<p>{opening} {texts[0].removeprefix('<p>')}"
        return [
            "".join(texts[first : first + PARAGRAPHS_PER_BLOCK])
            for first in range(0, len(texts), PARAGRAPHS_PER_BLOCK)
        ]

    def make_body(self, opening: str = "") -> str:
        """Return its body as JSON. Bodies with different openings differ in one paragraph."""
        return stream(
            *(
                block("explanation", {"heading": f"Part {number}", "text": text}, f"part-{number}")
                for number, text in enumerate(self.make_texts(opening))
            )
        )


def create_long_article() -> LongArticle:
    """Create the sources, and return the article that cites them."""
    paragraphs: list[list[str]] = []
    words = 0
    for text in iter_sample_paragraphs():
        if words < WORDS:
            paragraphs.append(list(split_sentences(text)))
            words += len(text.split())
    return LongArticle(paragraphs, create_sample_sources())


def create_sample_sources() -> list[Reference]:
    rows: list[dict[str, Any]] = []
    for file in sorted((SAMPLE_FOLDER / "sources").glob("*.yaml")):
        rows += yaml.safe_load(file.read_text()).values()
    names = {field.name for field in Reference._meta.fields}
    sources = [
        Reference(
            **{name: value for name, value in row.items() if name in names and name != "authors"},
            authors="\n".join(row.get("authors", ())),
        )
        for row in rows[:SOURCES]
    ]
    for source in sources:
        source.save()
    return sources


def iter_sample_paragraphs() -> Iterator[str]:
    """Yield the paragraphs of running text in the sample articles, without citations."""
    for file in sorted((SAMPLE_FOLDER / "pages" / "articles").glob("*/*.yaml")):
        for child in yaml.safe_load(file.read_text())["body"]:
            if explanation := child.get("explanation"):
                for text in CITATION.sub("", explanation["text"]).split("\n\n"):
                    yield " ".join(text.split())
