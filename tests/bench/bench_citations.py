"""Search in 10,000 references, rendering many citations, reading files and pasted references."""

from functools import partial
from time import perf_counter, process_time

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext

from articles.blocks.outline import build_outline
from articles.library.chooser.search import search_references
from articles.models import ArticlePage, Reference
from articles.problems.examination import find_problems
from articles.references.formats.detect import read_records
from articles.references.formatting import Style, format_plain
from tests.articles.references.parsing.accuracy import measure
from tests.articles.references.parsing.printers import STYLES
from tests.articles.references.parsing.works import invent_works
from tests.bench.timing import compare
from tests.factories import article, body, category, explanation, home_page

pytestmark = pytest.mark.django_db

LIBRARY_SIZE = 10_000
WORKS = 500
PAGE = Template(
    "{% load citation_tags wagtailcore_tags %}{% numbered_citations %}{% for part in parts %}"
    "{% include_block part.child with id=part.child.id %}{% endfor %}{% endnumbered_citations %}"
)


def create_references(number: int) -> list[Reference]:
    """Create references of 500 authors on 40 subjects in bulk."""
    sources = [
        Reference(
            key=f"author{n}-2020",
            authors=f"Author{n % 500} A\nSecond{n % 7} B",
            title=f"Subject {n % 40}, study number {n}",
            container="Journal of Examples",
            volume="1",
            study_type="observational",
            year=1990 + n % 35,
            doi=f"10.1234/example.{n}",
        )
        for n in range(number)
    ]
    for source in sources:
        source.update_derived_fields()
    return Reference.objects.bulk_create(sources, batch_size=500)


def test_searching_10_000_references():
    home = home_page()
    library = create_references(LIBRARY_SIZE)
    for n in range(60):
        article(category(home), body=body(explanation(cited=tuple(library[n * 30 : n * 30 + 30]))))
    cited = [source.pk for source in library[:30]]

    def first_rows():
        return list(Reference.objects.order_by("pk")[:30])

    for query in ("", "author7", "subject 12 study 1999", "10.1234/example.99", "nothing such"):
        with CaptureQueriesContext(connection) as captured:
            found = search_references(query, cited)
        title = f"30 rows by key | {query!r}: {found.total} found, {len(captured)} queries"
        compare(title, first_rows, partial(search_references, query, cited))


def test_reading_pasted_references():
    """Print the share of invented works that is read right in each style, and the time."""
    works = invent_works(WORKS)
    for style, printer in STYLES.items():
        started = perf_counter()
        found = measure(works, printer)
        seconds = (perf_counter() - started) * 10_000 / WORKS
        print(
            f"\n  {style:<12} read right {found.share_right:6.1%}   wrong without a diagnosis "
            f"{found.share_silent:6.1%}   {seconds:5.1f} s for 10,000",
            end="",
        )


def test_a_page_with_200_citations():
    library = create_references(200)
    plain = [explanation(f"Part {n}", "Nerves learn. " * 60) for n in range(20)]
    cited = [
        explanation(f"Part {n}", "Nerves learn. " * 60, tuple(library[n * 10 : n * 10 + 10]))
        for n in range(20)
    ]
    home = home_page()
    without = ArticlePage.objects.get(pk=article(category(home), body=body(*plain)).pk)
    page = ArticlePage.objects.get(pk=article(category(home), body=body(*cited)).pk)

    def render(page: ArticlePage):
        return PAGE.render(
            Context({"parts": build_outline(page.body), "citations": page.citations})
        )

    compare("body without | with 200 citations", lambda: render(without), lambda: render(page))
    compare(
        "rendering the body | listing its problems",
        lambda: render(page),
        lambda: find_problems(page),
    )


# -- Files ----------------------------------------------------------------------------------------

ENTRIES = 10_000
# The head of a file and one entry, with what takes time: names, accents, identifiers.
FILES = {
    "RIS": (
        "",
        """\
TY  - JOUR
AU  - Alder, Ann B
AU  - Oak, Joey de
TI  - Iron and rest <n>
T2  - Journal of Rest
PY  - 2021
VL  - <n>
C7  - <n>
SN  - 1660-4601 1661-7827
DO  - 10.1000/x.<n>
ER  -

""",
    ),
    "nbib": (
        "",
        """\
PMID- <n>
IS  - 1526-5900 (Print)
VI  - 7
IP  - 9
DP  - 2006 Sep
TI  - Iron and rest
      in adults <n>.
PG  - 611-4
LID - 10.1000/x.<n> [doi]
FAU - Alder, Ann B
AU  - Alder AB
TA  - J Rest
JT  - Journal of rest

""",
    ),
    "BibTeX": (
        "@string{rest = {Journal of Rest}}\n",
        r"""
@article{k<n>,
  title = {Iron {and} l'\'et\'e \& more <n>},
  author = {Alder, Ann B and Elm, M{\"u} and van der Oak, Cy},
  journal = rest # { Suppl}, year = 2013, volume = {<n>}, pages = {1--9}, doi = {10.1000/x.<n>}
}
""",
    ),
    "EndNote": (
        "",
        """\
%0 Journal Article
%A Alder, Ann B
%T Iron and rest <n>
%J J Rest
%D 2021
%V <n>
%P 1-9
%R 10.1000/x.<n>

""",
    ),
    "table of PubMed": (
        "PMID,Title,Authors,Citation,Journal/Book,Publication Year,DOI\n",
        '<n>,"Iron <n>.","Alder AB, Oak J.","J Rest. 2006;7(9):611-4.",J Rest,2006,10.1000/x.<n>\n',
    ),
    "pasted list": ("", "<n>. Alder AB, Oak J. Iron <n>. J Rest. 2006;7(9):611-4.\n"),
}


@pytest.mark.parametrize("name", FILES)
def test_reading_a_file_and_printing_its_references(name: str):
    head, entry = FILES[name]
    # A pasted list may not be longer than half a megabyte.
    count = ENTRIES if name != "pasted list" else ENTRIES // 2
    text = head + "".join(entry.replace("<n>", str(number + 1)) for number in range(count))

    started = process_time()
    records = read_records(text)
    seconds = process_time() - started
    sources = [record.source for record in records if record.source]
    started = process_time()
    for source in sources:
        for style in Style:
            format_plain(source, style, identifiers=True)
    printed = len(sources) * len(Style) / (process_time() - started)

    assert len(sources) == count
    print(
        f"\n  {name:<16} {count:,} entries in {seconds:.1f} s of processor time: "
        f"{count / seconds:,.0f} entries/s read, {printed:,.0f} references/s printed"
    )
