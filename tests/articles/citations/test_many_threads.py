"""Numbering keeps nothing on blocks or pages, so threads cannot disturb one another."""

import re
from concurrent.futures import ThreadPoolExecutor

from django.template import Context, Template

from articles.blocks.outline import build_outline
from articles.citations.cited_sources import extract_cited_ids
from articles.citations.numbering import number_citations
from articles.models import ArticlePage, Reference
from tests.factories import explanation, faq, key_points, references, stream, table

MARK = re.compile(r'href="(#ref-[^"]+)" role="doc-biblioref"[^>]*>(\d+)</a>')
LIBRARY = {
    pk: Reference(pk=pk, key=f"author{pk}-2020", authors=f"Author{pk} A", year=2020, title="T")
    for pk in range(1, 9)
}
BODIES = {
    orders: stream(
        key_points(cited=orders[:2]),
        explanation(cited=orders),
        table(orders[2:]),
        faq(cited=tuple(reversed(orders))),
        references(),
    )
    for orders in [(1, 2, 3, 4), (4, 3, 2, 1), (8, 1, 7, 2)]
}
TEMPLATE = Template(
    "{% load citation_tags wagtailcore_tags %}{% numbered_citations %}{% for part in parts %}"
    "{% include_block part.child with id=part.child.id anchor=part.anchor %}{% endfor %}"
    "{% endnumbered_citations %}"
)


def rendered_marks(shared_body) -> list[tuple[str, str]]:
    """Return what readers of a body see: number and target of every mark, in order."""
    citations = number_citations(extract_cited_ids(shared_body), LIBRARY)
    html = TEMPLATE.render(Context({"parts": build_outline(shared_body), "citations": citations}))
    return [(number, href) for href, number in MARK.findall(html)]


def expected_marks(order: tuple[int, ...]) -> list[tuple[str, str]]:
    number = {pk: str(place) for place, pk in enumerate(order, start=1)}
    cited = [*order[:2], *order, *order[2:], *reversed(order)]
    return [(number[pk], f"#ref-author{pk}-2020") for pk in cited]


def test_threads_number_their_pages_independently():
    shared = {order: ArticlePage.body.field.to_python(raw) for order, raw in BODIES.items()}
    orders = list(shared) * 150

    with ThreadPoolExecutor(max_workers=8) as pool:
        rendered = list(pool.map(lambda order: rendered_marks(shared[order]), orders))

    assert all(len(marks) == 12 for marks in rendered)
    for order, marks in zip(orders, rendered, strict=True):
        assert marks == expected_marks(order)


def test_rendering_twice_gives_the_same_page():
    shared = ArticlePage.body.field.to_python(BODIES[(4, 3, 2, 1)])

    assert rendered_marks(shared) == rendered_marks(shared) == expected_marks((4, 3, 2, 1))
