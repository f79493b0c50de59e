"""Metadata of a source that reference managers read from a page."""

from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.references.authors import Author, parse_author
from articles.references.coins import coins
from articles.references.source import Source, SourceKind

quick = settings(max_examples=60)
ARTICLE = Source(
    authors=(
        Author("Guedj", "E"),
        Author("de Laforte", "Claude"),
        Author("King", "ML", "Jr"),
        Author(group="Alf-One Study Group"),
    ),
    title="Follow-up of pain & “more”: a = b?",
    container="European Journal of Pain",
    container_short="Eur J Pain",
    year=2007,
    volume="34",
    issue="12 Suppl 1",
    pages="2115-9",
    doi="10.1002/(sici)1097-0258(19980815/30)17:15<1661::aid>3.0.co;2-2",
    pmid="17565496",
    issn="1526-5900",
    url="https://example.org/?a=1&b=2",
)


def decoded(source: Source) -> dict[str, list[str]]:
    return parse_qs(coins(source), strict_parsing=True)


def test_an_article_is_read_back_whole():
    assert decoded(ARTICLE) == {
        "ctx_ver": ["Z39.88-2004"],
        "rft_val_fmt": ["info:ofi/fmt:kev:mtx:journal"],
        "rft.genre": ["article"],
        "rft.atitle": [ARTICLE.title],
        "rft.jtitle": [ARTICLE.container],
        "rft.stitle": [ARTICLE.container_short],
        "rft.date": ["2007"],
        "rft.volume": ["34"],
        "rft.issue": ["12 Suppl 1"],
        "rft.pages": ["2115-9"],
        "rft.spage": ["2115"],
        "rft.epage": ["2119"],
        "rft.issn": ["1526-5900"],
        "rft.aulast": ["Guedj"],
        "rft.aufirst": ["E"],
        "rft.au": ["Guedj, E", "de Laforte, Claude", "King, ML, Jr", "Alf-One Study Group"],
        "rft_id": [f"info:doi/{ARTICLE.doi}", "info:pmid/17565496", ARTICLE.url],
    }


def test_authors_are_read_back_as_the_same_authors():
    assert tuple(map(parse_author, decoded(ARTICLE)["rft.au"])) == ARTICLE.authors


def test_an_article_number_is_a_first_page():
    fields = decoded(Source(pages="e0123456"))

    assert fields["rft.spage"] == fields["rft.pages"] == ["e0123456"]
    assert "rft.epage" not in fields


def test_a_preprint_has_its_genre():
    fields = decoded(Source(kind="preprint", title="T", container="bioRxiv"))

    assert fields["rft.genre"] == ["preprint"]
    assert fields["rft.jtitle"] == ["bioRxiv"]


def test_a_chapter_has_a_title_of_its_own_in_its_book():
    fields = decoded(
        Source(
            kind="chapter",
            authors=(Author("Wood", "PB"),),
            title="A chapter",
            container="A book",
            publisher="Wiley",
            place="London",
            edition="2",
            isbn="9780306406157",
            pages="12-15",
        )
    )
    assert fields["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:book"]
    assert fields["rft.genre"] == ["bookitem"]
    assert fields["rft.atitle"] == ["A chapter"]
    assert fields["rft.btitle"] == ["A book"]
    assert fields["rft.pub"] == ["Wiley"]
    assert fields["rft.place"] == ["London"]
    assert fields["rft.edition"] == ["2"]
    assert fields["rft.isbn"] == ["9780306406157"]
    assert (fields["rft.spage"], fields["rft.epage"]) == (["12"], ["15"])


@pytest.mark.parametrize(("kind", "genre"), [("book", "book"), ("report", "report")])
def test_a_book_and_a_report_are_whole_books(kind: str, genre: str):
    fields = decoded(Source(kind=kind, title="A title", authors=(Author(group="NICE"),)))

    assert fields["rft.genre"] == [genre]
    assert fields["rft.btitle"] == ["A title"]
    assert fields["rft.au"] == ["NICE"]
    assert "rft.aulast" not in fields


@pytest.mark.parametrize("kind", ["web_page", "trial"])
def test_web_pages_and_trials_use_dublin_core(kind: str):
    fields = decoded(
        Source(
            kind=kind,
            authors=(Author("Wood", "PB"), Author(group="NHS")),
            title="Ketamine",
            container="ClinicalTrials.gov",
            year=2020,
            registration="NCT01234567",
            url="https://example.org/ketamine",
        )
    )
    assert fields["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:dc"]
    assert fields["rft.title"] == ["Ketamine"]
    assert fields["rft.source"] == ["ClinicalTrials.gov"]
    assert fields["rft.creator"] == ["Wood, PB", "NHS"]
    assert fields["rft.date"] == ["2020"]
    assert fields["rft.identifier"] == ["NCT01234567"]
    assert fields["rft_id"] == ["https://example.org/ketamine"]


@pytest.mark.parametrize("kind", SourceKind.values)
def test_unknown_values_are_omitted(kind: str):
    text = coins(Source(kind=kind))

    assert "None" not in text
    assert all(value for value in decoded(Source(kind=kind)).values())
    assert {name for name in decoded(Source(kind=kind)) if name.startswith("rft.")} <= {
        "rft.genre",
        "rft.type",
        "rft.degree",
    }


@quick
@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40))
def test_any_title_is_read_back(text: str):
    title = f"{text}."
    assert decoded(Source(title=title))["rft.atitle"] == [title]


@quick
@given(st.text(max_size=40), st.sampled_from(SourceKind.values))
def test_any_text_can_be_sent_to_a_browser(text: str, kind: str):
    field = coins(Source(kind=kind, title=f"A\ud800{text}", container=text, pages=text, url=text))
    assert field.encode("ascii")
    assert not set("<>\"' ") & set(field)


def test_ten_thousand_authors_are_written_at_once():
    text = coins(Source(authors=(Author("Wood", "PB"),) * 10_000))
    assert text.count("rft.au=") == 10_000


def test_et_al_is_not_an_author():
    source = Source(authors=(Author("Wood", "PB"), Author(group="et al")), title="Rest")

    assert parse_qs(coins(source))["rft.au"] == ["Wood, PB"]
