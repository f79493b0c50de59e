"""Two pages with every fault that the first one had: that one, and one in our own words.

Their citations are made; their lists of references are still in the text.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from articles.models import ArticlePage, Reference
from articles.problems.examination import examine
from articles.problems.problem import Problem, ProblemCode
from articles.references.parsing import parse_list
from tests.factories import article, block, body, category, home_page, intro, mark, references

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

SEED = Path(__file__).resolve().parents[4] / "shared" / "seed-article.txt"
TYPED_CITATION = re.compile(r"\s*\((\d)\)")
LIST_ENTRY = re.compile(r"^\s*(\d+)\. ")

OUR_OWN = """
Magnets and gout

Category: Blog Gout Pain
Magnetic pads are among the most effective treatments for gout. Gout is a disease of […]

Magnetic pads are among the most effective treatments for gout. Gout is a disease of the joints \
that comes in attacks. Pads act against gout by lowering uric acid and calming the nerves(1). They \
often bring lasting comfort to sore feet, while the multidisciplinary administration of \
pharmacological alternatives necessitates considerable institutional coordination(2).

How do pads work?

So far there is no treatment for gout. For people who had given up, our pads offer fresh hope. \
Comfort comes at once, while tablets need weeks(3). The pads reset the body's pain alarm, whose \
physiological characteristics demonstrate extraordinary interindividual variability(4).

Research supports pads for gout.

Recently, Swiss researchers saw that pain fell by half. It was gone for an hour (5). \
Contemporary rheumatological organisations recommend individualised pharmacological \
interventions, supplemented by nutritional considerations and educational opportunities(1). \
Investigations of magnetotherapeutic instrumentation consistently underrepresent disadvantaged \
populations, notwithstanding internationally harmonised recommendations(4).

  1. Hale S, Moore K, Lund P, et al. Gout. 2015;1(1):1-16.
  2. Ball TJTJoF. A new look at pads for gout and their place in daily practice. 2006;7(9):611-4.
  3. Reed AdSdE, Berg M. Tablets and pads for gout compared. 2002;41(7):721-4.
  4. Ball T. A new look at pads for gout and their place in daily practice. The journal of feet. \
2006;7(9):611-4.
  5. Novak I, Stone R. Absence of a lasting effect of magnetic pads on gout: a randomised trial. \
Feet. 2011;15(9):942-9.
Related Blogs

©2023 - Magnet Clinic | All rights reserved
"""
# The problems of both, each with words of its message.
FAULTS = [
    (ProblemCode.DAMAGED, "probably the initial letters of the journal"),
    (ProblemCode.DAMAGED, "initials of"),
    (ProblemCode.INCOMPLETE, "lacks: journal"),
    (ProblemCode.PASTED_LIST, "are typed here as text"),
    (ProblemCode.NO_IDENTIFIER, "has no DOI, PubMed ID, ISBN or address"),
    (ProblemCode.DUPLICATE, "They differ in: authors"),
    (ProblemCode.UNLABELLED, "No cited source has a study type"),
    (ProblemCode.READING_GRADE, "reading grade"),
    (ProblemCode.NO_AUTHOR, "Nobody is named as the author"),
    (ProblemCode.STALE, "The newest source of the page is from"),
    (ProblemCode.CLAIM, "Related Blogs” Belongs to the frame"),
    (ProblemCode.CLAIM, "All rights reserved” Belongs to the frame"),
    (ProblemCode.CLAIM, "Category: Blog"),
    (ProblemCode.CONTRADICTION, "supports"),
]


def enter(text: str) -> ArticlePage:
    """Return the page as an editor would enter it, with its citations made."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    listed = [line for line in lines if LIST_ENTRY.match(line)]
    sources = [store(line) for line in listed]
    title, summary = lines[0], next(line for line in lines if line.endswith("[…]"))
    first, *others = blocks_of([line for line in lines[1:] if line not in (title, summary)])
    paragraphs = [[as_html(line, sources) for line in block] for block in (first, *others)]
    explanations = [
        block("explanation", {"heading": heading, "text": "".join(own), "note_term": ""})
        for (heading, *_rest), (_line, *own) in zip(others, paragraphs[1:], strict=True)
    ]
    text_of_page = body(intro("".join(paragraphs[0])), *explanations, references())
    return article(category(home_page()), title, summary=summary, body=text_of_page)


def blocks_of(lines: list[str]) -> Iterator[list[str]]:
    """Yield the lines before the first heading, then each heading with its own."""
    starts = [
        number
        for number, line in enumerate(lines)
        if len(line) < 60 and (line.endswith("?") or "supports" in line)
    ]
    for start, end in zip([0, *starts], [*starts, len(lines)], strict=True):
        yield lines[start:end]


def store(entry: str) -> Reference:
    (parsed,) = parse_list(entry)
    assert parsed.source
    source = Reference.from_source(parsed.source)
    source.save()
    return source


def as_html(line: str, sources: list[Reference]) -> str:
    if LIST_ENTRY.match(line):
        return f"<p>{line}</p>"
    return f"<p>{TYPED_CITATION.sub(lambda typed: mark(sources[int(typed[1]) - 1]), line)}</p>"


def find_all(page: ArticlePage) -> list[Problem]:
    found = examine(page)
    return [*found.problems, *found.notes]


def is_left_over(problems: list[Problem], where: str) -> bool:
    """Return True if a sentence there is left over from copying, whatever else it is."""
    claims = [problem.claim for problem in problems if problem.claim and problem.where == where]
    return any("J6" in (claim.rule_id, *claim.also) for claim in claims)


def missing(problems: list[Problem]) -> list[tuple[ProblemCode, str]]:
    return [
        (code, words)
        for code, words in FAULTS
        if not any(each.code == code and words in each.what for each in problems)
    ]


def test_every_fault_of_a_page_in_our_own_words_is_told():
    problems = find_all(enter(OUR_OWN))

    assert missing(problems) == []
    assert is_left_over(problems, "Standfirst")
    assert is_left_over(problems, "Introduction")


@pytest.mark.skipif(not SEED.is_file(), reason="the page this project began with is not here")
def test_every_fault_of_the_first_page_is_told():
    problems = find_all(enter(SEED.read_text("utf-8")))

    assert missing(problems) == []
    assert is_left_over(problems, "Standfirst")
    assert is_left_over(problems, "Introduction")


def test_each_leads_to_its_place():
    page = enter(OUR_OWN)
    blocks = {child.id for child in page.body}

    for problem in find_all(page):
        assert problem.block_id in blocks or hasattr(page, problem.block_id), problem
