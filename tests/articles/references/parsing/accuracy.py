"""Compare what was read with the work that was printed."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from articles.references.authors import Author
from articles.references.citation_parts import expand_pages
from articles.references.parsing import parse_list
from tests.articles.references.parsing.works import Work

# It says only that the printed list ends in "et al".
HARMLESS = {"authors-et-al"}


@dataclass
class Accuracy:
    """The numbers of works read right, and wrong without a diagnosis; `wrong` quotes the others."""

    total: int = 0
    right: int = 0
    silent: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def share_right(self) -> float:
        return self.right / self.total

    @property
    def share_silent(self) -> float:
        return self.silent / self.total


def measure(works: list[Work], printer: Callable[[Work], str]) -> Accuracy:
    """Print the works as one numbered list, read it, and compare."""
    printed = [printer(work) for work in works]
    parsed = parse_list("\n".join(f"{number}. {text}" for number, text in enumerate(printed, 1)))
    assert len(parsed) == len(works)
    found = Accuracy(len(works))
    for work, text, one in zip(works, printed, parsed, strict=True):
        wrong = _wrong_fields(work, text, one.source) if one.source else ["unread"]
        if not wrong:
            found.right += 1
            continue
        is_told = not one.source or {d.code for d in one.diagnoses} - HARMLESS
        found.silent += not is_told
        found.wrong.append(f"{wrong}{'' if is_told else ' silently'}: {text}")
    return found


def _wrong_fields(work: Work, text: str, source) -> list[str]:
    """Return the names of the fields that differ from the work as far as it was printed."""
    container = {work.site, work.book, *work.journal} - {""}
    checks = {
        "title": _letters(source.title) == _letters(work.title),
        "container": not container
        or source.container in container
        or source.publisher in container,
        "year": source.year == work.year or str(work.year) not in text,
        "authors": _same_names(work, source.authors),
        "volume": source.volume == work.volume or not work.volume,
        "pages": not work.pages or expand_pages(source.pages) == "-".join(work.pages),
        "doi": not work.doi or work.doi not in text or source.doi == work.doi.lower(),
        "publisher": work.publisher in (source.publisher, ""),
        "issue": source.issue == work.issue or not _is_printed(work, text),
    }
    return [name for name, is_right in checks.items() if not is_right]


def _is_printed(work: Work, text: str) -> bool:
    """Return True if the text has the issue, and not only its DOI a bracket like it."""
    text = text.replace(work.doi or "-", "")
    return bool(work.issue) and bool(re.search(rf"\({work.issue}\)|no\. {work.issue}", text))


def _same_names(work: Work, authors: tuple[Author, ...]) -> bool:
    """Return True for the same names in the same order, or the first of them and "et al"."""
    found = [author.name for author in authors if not author.is_et_al]
    expected = [name.shown for name in work.authors]
    is_cut = len(found) < len(authors)
    return found == (expected[: len(found)] if is_cut and found else expected)


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in folded if character.isalnum())
