"""What a library of 10,000 references costs its search, and what citations cost a page."""

from functools import partial

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext

from articles.blocks.outline import build_outline
from articles.library.chooser.search import search_references
from articles.models import ArticlePage, Reference
from articles.problems.citations import find_problems
from tests.bench.pairs import compare
from tests.factories import article, body, category, explanation, home_page

pytestmark = pytest.mark.django_db

LIBRARY_SIZE = 10_000
PAGE = Template(
    "{% load citation_tags wagtailcore_tags %}{% numbered_citations %}{% for part in parts %}"
    "{% include_block part.child with id=part.child.id %}{% endfor %}{% endnumbered_citations %}"
)


def create_references(number: int) -> list[Reference]:
    """References of 500 authors on 40 subjects, written by one statement."""
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


def test_the_search_of_the_citation_dialog_in_10_000_references():
    home = home_page()
    shelf = create_references(LIBRARY_SIZE)
    for n in range(60):
        article(category(home), body=body(explanation(cited=tuple(shelf[n * 30 : n * 30 + 30]))))
    here = [source.pk for source in shelf[:30]]

    def first_rows():
        return list(Reference.objects.order_by("pk")[:30])

    for query in ("", "author7", "subject 12 study 1999", "10.1234/example.99", "nothing such"):
        with CaptureQueriesContext(connection) as captured:
            found = search_references(query, here)
        title = f"30 rows by key | {query!r}: {found.total} found, {len(captured)} queries"
        compare(title, first_rows, partial(search_references, query, here))


def test_a_page_with_200_citations():
    shelf = create_references(200)
    plain = [explanation(f"Part {n}", "Nerves learn. " * 60) for n in range(20)]
    cited = [
        explanation(f"Part {n}", "Nerves learn. " * 60, tuple(shelf[n * 10 : n * 10 + 10]))
        for n in range(20)
    ]
    home = home_page()
    without = ArticlePage.objects.get(pk=article(category(home), body=body(*plain)).pk)
    page = ArticlePage.objects.get(pk=article(category(home), body=body(*cited)).pk)

    def rendered(page: ArticlePage):
        return PAGE.render(
            Context({"parts": build_outline(page.body), "citations": page.citations})
        )

    compare("body without | with 200 citations", lambda: rendered(without), lambda: rendered(page))
    compare(
        "the body rendered | its list of problems",
        lambda: rendered(page),
        lambda: find_problems(page),
    )
