"""The time of a search in 10,000 references, and of rendering many citations."""

from functools import partial

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext

from articles.blocks.outline import build_outline
from articles.library.chooser.search import search_references
from articles.models import ArticlePage, Reference
from articles.problems.examination import find_problems
from tests.bench.timing import compare
from tests.factories import article, body, category, explanation, home_page

pytestmark = pytest.mark.django_db

LIBRARY_SIZE = 10_000
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
