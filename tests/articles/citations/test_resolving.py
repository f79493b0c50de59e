"""The marks of a whole page become numbers that lead to its list."""

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from articles.citations.markup import mark_html
from articles.citations.numbering import number_citations
from articles.citations.resolving import group_runs, resolve_citations


def source(pk: int, **fields):
    values = {"key": f"author{pk}-2020", "short_label": f"Author{pk} 2020", "link": f"/{pk}"}
    return SimpleNamespace(**values | fields)


LIBRARY = {pk: source(pk) for pk in range(1, 10)}


def load_nothing(ids):
    return {}


def resolve_marks(*marks: list[int], cited=None, known=load_nothing, for_staff=False) -> str:
    """Resolve a paragraph with these marks; `cited` are the ids that the page numbers."""
    ids = [pk for mark in marks for pk in mark] if cited is None else cited
    html = "".join(f"<p>Word {mark_html(mark, '[x]')}.</p>" for mark in marks)
    return resolve_citations(html, number_citations(ids, LIBRARY), known, for_staff)


def links(html: str) -> list[tuple[str, str]]:
    soup = BeautifulSoup(html, "html.parser")
    return [(a.text, str(a["href"])) for a in soup.select("[role=doc-biblioref]")]


def test_a_mark_becomes_a_named_link_joined_to_its_word():
    assert resolve_marks([1]) == (
        '<p>Word<sup class="citation">&NoBreak;<a id="cite-author1-2020-1" href="#ref-author1-2020"'
        ' role="doc-biblioref" aria-label="Reference 1: Author1 2020">1</a></sup>.</p>'
    )


def test_sources_of_a_mark_are_in_order_and_unique():
    html = resolve_marks([1], [2], [3], [4], [4, 1, 4, 2])

    assert [number for number, _href in links(html)][4:] == ["1", "2", "4"]


def test_three_consecutive_numbers_become_a_range_link():
    html = resolve_marks([1, 2, 3, 5])
    soup = BeautifulSoup(html, "html.parser")

    assert [number for number, _href in links(html)] == ["1–4"]
    (link,) = soup.select("[role=doc-biblioref]")
    assert link["aria-label"] == (
        "References 1 to 4: Author1 2020; Author2 2020; Author3 2020; Author5 2020"
    )
    assert str(link["data-entries"]).split()[1] == "ref-author2-2020"


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([], []),
        ([2, 1], [[1], [2]]),
        ([3, 1, 2], [[1, 2, 3]]),
        ([29, 30], [[29], [30]]),
        ([1, 3, 4, 5, 8, 9, 9], [[1], [3, 4, 5], [8], [9]]),
    ],
)
def test_runs_of_three_or_more_collapse(numbers: list[int], expected: list[list[int]]):
    assert group_runs(numbers) == expected


def test_every_back_link_has_exactly_one_place_to_lead_to():
    marks = [[1], [2, 1], [1, 2, 3], [3]]
    citations = number_citations([pk for mark in marks for pk in mark], LIBRARY)
    html = resolve_marks(*marks)

    for entry in citations.entries:
        for back in entry.back_links:
            assert html.count(f'id="{back.anchor}"') == 1


def test_two_ids_of_one_source_share_a_number_and_both_anchors():
    library = {1: LIBRARY[1], 2: LIBRARY[1]}
    citations = number_citations([1, 2], library)
    html = resolve_citations(f"<p>Word {mark_html([1, 2])}</p>", citations, load_nothing)

    assert [number for number, _href in links(html)] == ["1"]
    for back in citations.entries[0].back_links:
        assert html.count(f'id="{back.anchor}"') == 1


def test_an_unnumbered_place_has_a_number_but_no_id():
    html = resolve_marks([1], [1], cited=[1])

    assert [number for number, _href in links(html)] == ["1", "1"]
    assert html.count(" id=") == 1


def test_a_source_the_page_does_not_list_is_named_and_linked():
    html = resolve_marks([7, 8], cited=[], known=lambda ids: {pk: LIBRARY[pk] for pk in ids})

    assert html == '<p>Word [<a href="/7">Author7 2020</a>; <a href="/8">Author8 2020</a>].</p>'


def test_unlisted_sources_are_loaded_in_one_query_on_demand():
    asked = []

    def known(ids):
        asked.append(sorted(ids))
        return {}

    resolve_marks([1], [7], [8, 1], cited=[1], known=known)
    resolve_marks([1], [2], known=known)

    assert asked == [[7, 8]]


def test_a_name_is_escaped_once():
    hostile = source(7, short_label='<script>"&', link="javascript:alert(1)//\"'")
    html = resolve_marks([7], cited=[], known=lambda ids: {7: hostile})

    assert "&lt;script&gt;&quot;&amp;" in html
    assert "<script" not in html


def test_a_source_that_is_gone_shows_nothing_to_the_public():
    assert resolve_marks([99]) == "<p>Word.</p>"
    assert resolve_marks([99, 1], cited=[1]) == resolve_marks([1])


def test_a_deleted_source_is_reported_to_staff():
    assert "[citation missing]" in resolve_marks([99], for_staff=True)
    assert "[citation missing]" in resolve_marks([99, 1], cited=[1], for_staff=True)
    assert "[citation missing]" not in resolve_marks([1], for_staff=True)


def test_a_mark_without_a_source_is_reported_to_staff_only():
    assert resolve_marks([]) == "<p>Word.</p>"
    assert "[citation missing]" in resolve_marks([], for_staff=True)


def test_a_page_without_marks_is_left_as_it_is():
    html = "<p>Plain  text </p>"

    assert resolve_citations(html, number_citations([], {}), load_nothing) is html


def test_resolving_twice_changes_nothing_more():
    once = resolve_marks([1, 2], [3])

    assert resolve_citations(once, number_citations([1, 2, 3], LIBRARY), load_nothing) == once
