"""The list of references as a page shows it, and what its popover is filled from."""

import pytest
from bs4 import Tag
from django.test import RequestFactory

from articles.blocks.evidence import (
    SourceEvidence,
    format_size_and_duration,
    get_evidence_by_source,
)
from articles.models import ArticlePage
from articles.references.authors import parse_authors
from articles.references.formatting import Style, format_reference, format_with_marked_title
from articles.references.source import Source, SourceKind
from tests.factories import (
    article,
    body,
    callout,
    category,
    evidence,
    explanation,
    home_page,
    intro,
    reference,
    references,
    standard_page,
    statement,
    stream,
)
from tests.helpers import parse_response

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def create_citing_article(*blocks) -> ArticlePage:
    return article(category(home_page()), body=body(*blocks))


def entry_of(client, page, key: str) -> Tag:
    entry = parse_response(client.get(page.url)).find(id=f"ref-{key}")
    assert isinstance(entry, Tag)
    return entry


# -- Entries --------------------------------------------------------------------------------------


def test_an_entry_has_a_number_and_can_be_focused(client):
    page = create_citing_article(explanation(cited=(reference("Noppers I"), reference("Wood PB"))))

    entry = entry_of(client, page, "wood-2006")

    assert (entry.name, entry["value"], entry["tabindex"]) == ("li", "2", "-1")
    assert entry["data-name"] == "Reference 2"
    assert [link.get_text() for link in entry.select("[role=doc-backlink]")] == ["a"]


def test_the_title_has_its_own_element(client):
    source = reference("Wood PB", title="Is it <dopamine>?", container="J Pain")

    text = entry_of(client, create_citing_article(explanation(cited=(source,))), "wood-2006").p

    assert text.select_one(".reference-title").get_text() == "Is it <dopamine>?"
    assert text.get_text() == "Wood PB. Is it <dopamine>? J Pain. 2006."


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("retracted", "Retracted: J Pain. 2008;9:90."),
        ("corrected", "Corrected: J Pain. 2008;9:90."),
        ("concern", "Expression of concern: J Pain. 2008;9:90."),
    ],
)
def test_a_retraction_or_correction_is_described_in_words(client, state: str, said: str):
    source = reference("Wood PB", state=state, state_note="J Pain. 2008;9:90.")

    entry = entry_of(client, create_citing_article(explanation(cited=(source,))), "wood-2006")

    assert entry.select_one(".reference-state").get_text() == said


def test_a_source_without_notices_has_no_note(client):
    page = create_citing_article(explanation(cited=(reference("Wood PB"),)))

    assert not entry_of(client, page, "wood-2006").select(".reference-state")


def test_a_link_to_a_merged_source_leads_to_the_remaining_one(client):
    source = reference("Wood PB", former_keys=["wood-2006-2", "wood-2007"])

    entry = entry_of(client, create_citing_article(explanation(cited=(source,))), "wood-2006")

    assert [old["id"] for old in entry.select("[id]")] == ["ref-wood-2006-2", "ref-wood-2007"]


def test_each_source_has_hidden_metadata_for_reference_managers(client):
    page = create_citing_article(
        explanation(cited=(reference("Wood PB", title="Pain & <relief>"),))
    )

    (span,) = entry_of(client, page, "wood-2006").select("span.Z3988")

    assert span.has_attr("hidden")
    assert "rft.atitle=Pain%20%26%20%3Crelief%3E" in span["title"].split("&")


# -- The list -------------------------------------------------------------------------------------


def test_further_reading_is_a_second_list_without_numbers(client):
    cited, further = reference("Wood PB"), reference("More A", title="Beyond")
    page = create_citing_article(explanation(cited=(cited,)), references((further, cited)))

    section = parse_response(client.get(page.url)).select_one("[role=doc-bibliography]")

    assert len(section.select("ol > li")) == 1
    assert section.h3.get_text() == "Further reading"
    (item,) = section.select("ul > li")
    assert "More A. Beyond." in item.get_text()
    assert not item.has_attr("value")


def test_further_reading_is_listed_without_citations(client):
    page = create_citing_article(references((reference("More A"),)))

    soup = parse_response(client.get(page.url))

    assert len(soup.select("[role=doc-bibliography] > details > ul > li")) == 1
    assert not soup.select(
        "[role=doc-bibliography] ol, [role=doc-bibliography] .reference-files, .reference-popover"
    )


def test_the_references_of_an_article_can_be_saved(client):
    page = create_citing_article(explanation(cited=(reference("Wood PB"),)))

    links = parse_response(client.get(page.url)).select(
        "[role=doc-bibliography] .reference-files a"
    )

    assert [link["href"] for link in links] == ["references.ris", "references.json"]
    for link in links:
        assert client.get(page.url + link["href"]).status_code == 200


def test_previews_and_other_pages_offer_no_reference_files(client):
    source = reference("Wood PB")
    article_page = create_citing_article(explanation(cited=(source,)))
    request = RequestFactory().get("/")
    request.is_preview = True  # type: ignore[attr-defined]
    other = standard_page(
        article_page.get_parent().get_parent(), body=stream(callout(cited=(source,)))
    )

    assert not article_page.get_context(request)["has_reference_files"]
    soup = parse_response(client.get(other.url))
    assert soup.find(id="ref-wood-2006")
    assert not soup.select(".reference-files")


@pytest.mark.parametrize("cited", [True, False])
def test_a_page_has_the_popover_and_its_script_if_it_cites(client, cited: bool):
    sources = (reference("Wood PB"),) if cited else ()

    soup = parse_response(client.get(create_citing_article(explanation(cited=sources)).url))

    popovers = soup.select("main > .reference-popover[popover][hidden][role=dialog]")
    assert len(popovers) == len(soup.select('script[src*="citations"]')) == cited


# -- What the evidence says of a source -----------------------------------------------------------


def findings(*blocks) -> dict[str, SourceEvidence]:
    page = create_citing_article(*blocks)
    return get_evidence_by_source(page.body, page.citations)


def test_a_source_is_shown_with_the_finding_that_rests_on_it(client):
    found = statement(cited=(reference("Wood PB"),), people="24 people", duration="8 weeks")

    entry = entry_of(client, create_citing_article(evidence(found)), "wood-2006")

    assert entry.select_one(".strength").get_text() == "Limited evidence"
    assert entry.select_one(".reference-size").get_text() == "24 people, followed for 8 weeks"


def test_a_source_beside_others_has_no_finding_of_its_own():
    both = (reference("Wood PB"), reference("Noppers I"))

    assert findings(evidence(statement(cited=both))) == {}


def test_a_source_of_several_findings_has_none_of_its_own():
    cited = (reference("Wood PB"),)

    assert findings(evidence(statement(cited=cited), statement(cited=cited))) == {}


def test_a_finding_without_a_known_source_shows_none():
    assert findings(evidence(statement(cited=(404,)), statement()), intro()) == {}


@pytest.mark.parametrize(
    ("people", "duration", "said"),
    [
        ("24 women", "8 weeks", "24 women, followed for 8 weeks"),
        ("24 women", "", "24 women"),
        ("", "8 weeks", "8 weeks"),
        ("73 adults", "Main result at 24 hours", "73 adults; Main result at 24 hours"),
        ("", "", ""),
    ],
)
def test_size_and_length_are_one_phrase(people: str, duration: str, said: str):
    assert format_size_and_duration(people, duration) == said


# -- Titles ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("kind", SourceKind)
@pytest.mark.parametrize("title", ["Pain", "Does it work?", 'So-called "pain"', ""])
def test_a_marked_title_changes_no_word(kind: SourceKind, style: Style, title: str):
    source = Source(
        kind=kind,
        authors=parse_authors("Paine J\nPain"),
        title=title,
        container="Pain & Relief",
        year=2006,
        publisher="NICE",
        registration="NCT01234567",
    )

    html = format_with_marked_title(source, style)

    opening = '<span class="reference-title">'
    assert html.replace(opening, "").replace("</span>", "") == format_reference(source, style)
    assert html.count(opening) == bool(title)
