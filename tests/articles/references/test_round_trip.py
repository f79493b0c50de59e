"""A reference is parsed into the source it was formatted from: in APA, an article.

Only what a printed reference can show is generated. The two styles leave out ISSN, ISBN and the
study type, AMA the place and PubMed's numbers, and both leave out the address and the day of a
visit where there is a DOI. Some printed forms could mean two things, and the generator keeps to
the one that is read:

- APA names no day of a visit beside a year, and separates authors only by commas, also within the
  name of a group: an article has persons, or one group. It has volume and pages, as one
  number alone could be either, and its volume is no year.
- More than six authors are printed as "et al". Names are in initials, a lone name is a group.
- Groups are written in capitals and titles are not, as nothing else tells one from the other.
- A report has a group for its author or a number; without both it is printed like a book.
- A book that was seen on a day has an edition, as without one it is printed like a web page.
- An article without volume, issue and pages has persons for its authors and was not visited.
- A web page has an address, no number at PubMed, and a site that is not its publisher.
- The titles of web pages and trials are one sentence; other titles may be several.
"""

import string
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.references.authors import Author
from articles.references.citation_parts import abbreviate_pages, expand_pages
from articles.references.formatting import Style, format_plain
from articles.references.identifiers import clean_doi
from articles.references.parsing import parse_list
from articles.references.source import Source, SourceKind

LOWERCASE = "abcdefghijklmnopqrstuvwxyzäéøçñşαβ"
# Words that mean something in a reference, or join the words of a group's name.
RESERVED_WORDS = {
    *("and", "del", "della", "der", "des", "doi", "edition", "editor", "editors", "eds", "epub"),
    *("for", "from", "isbn", "issn", "für", "the", "und", "using", "versus", "vol", "with", "www"),
    *("board", "clinic", "group", "groups", "league", "office", "panel", "team", "trust"),
}

words = st.text(LOWERCASE, min_size=3, max_size=9).filter(lambda word: word not in RESERVED_WORDS)
capital_words = words.map(str.capitalize)
numbers = st.integers(1, 9_999).map(str)
years = st.integers(1600, 2199)
days = st.dates(date(1995, 1, 1), date(2035, 12, 31))
terms = st.sampled_from(
    ["S-ketamine", "30-minute", "NMDA", "5-HT3", "over 16s", "(a trial)", "α2", "β-blocker", "vs."]
)


@st.composite
def sentences(draw) -> str:
    """Return words as in a title, with some punctuation and perhaps a question mark."""
    text = f"{draw(capital_words)} {draw(words)}"
    for _number in range(draw(st.integers(0, 5))):
        between = draw(st.sampled_from([" ", " ", ", ", ": ", " – "]))
        text += between + draw(st.one_of(words, words, terms))
    return f"{text} {draw(words)}{draw(st.sampled_from(['', '', '?']))}"


titles = st.one_of(
    sentences(),
    sentences(),
    st.tuples(sentences(), sentences()).map(lambda parts: f"{parts[0].rstrip('?')}. {parts[1]}"),
)
journals = st.one_of(
    capital_words,
    st.tuples(capital_words, words).map(" ".join),
    st.tuples(capital_words, words).map(lambda parts: f"{parts[0]} {parts[1]} (London, England)"),
    st.sampled_from(["J Pain", "Eur J Pain", "N Engl J Med", "BMJ", "Pain (Amst)"]),
)
publishers = st.one_of(
    capital_words,
    st.sampled_from(["Lippincott Williams & Wilkins", "McGraw-Hill", "NICE", "Wiley, Sons"]),
)
places = st.one_of(capital_words, st.sampled_from(["New York", "London", "Bethesda (MD)"]))

families = st.one_of(
    capital_words,
    st.tuples(capital_words, capital_words).map("-".join),
    st.tuples(st.sampled_from(["de", "van der", "O'", "St. "]), capital_words).map(
        lambda parts: f"{parts[0]}{'' if parts[0][-1] in ' ' + chr(39) else ' '}{parts[1]}"
    ),
)
# Hypothesis thinks of "PMID 3rd".
initials = st.text(string.ascii_uppercase + "ÄÉØ", min_size=1, max_size=4).filter("PMID".__ne__)
suffixes = st.sampled_from(["", "", "", "Jr", "3rd", "II"])
persons = st.builds(Author, family=families, given=initials, suffix=suffixes)
groups = st.one_of(
    st.tuples(capital_words, capital_words).map(" ".join),
    st.sampled_from(["World Health Organization", "U.S. Food and Drug Administration", "NICE"]),
).map(lambda name: Author(group=name))
many_persons = st.lists(persons, min_size=1, max_size=6).map(tuple)
people = st.lists(st.one_of(persons, persons, groups), max_size=6).map(tuple)
# Only commas stand between the authors of APA, also within the name of a group.
persons_or_group = st.one_of(many_persons, groups.map(lambda group: (group,)))

dois = (
    st.tuples(st.integers(1000, 99_999), st.text("abcxyz0123456789.-_()/;", min_size=3))
    .map(lambda parts: f"10.{parts[0]}/{parts[1]}")
    .filter(lambda doi: _is_clean(doi))
)
addresses = st.tuples(words, st.text("abc/-_.?=&1", max_size=30)).map(
    lambda parts: f"https://example.org/{parts[1]}/a1"
)


def _is_clean(doi: str) -> bool:
    try:
        return clean_doi(doi) == doi
    except ValueError:
        return False


def optional(strategy):
    return st.one_of(st.just(""), strategy)


@st.composite
def page_ranges(draw, style: str) -> str:
    prefix, first = draw(st.sampled_from(["", "", "e", "S"])), draw(st.integers(1, 5_000))
    last = first + draw(st.integers(1, 300))
    return _in_style(f"{prefix}{first}-{prefix}{last}", style)


def _in_style(pages: str, style: str) -> str:
    return abbreviate_pages(pages) if style == Style.VANCOUVER else expand_pages(pages)


@st.composite
def identified(draw, style: str, *, visited: bool = True) -> dict:
    """Return identifiers, or else a URL with its day of access."""
    found = {}
    if style == Style.VANCOUVER:
        found["pmid"] = draw(optional(numbers))
        found["pmcid"] = draw(optional(numbers.map("PMC{}".format)))
    if draw(st.booleans()):
        return found | {"doi": draw(dois)}
    found["url"] = draw(optional(addresses))
    is_shown = visited and style != Style.APA
    return found | ({"accessed": draw(st.none() | days)} if is_shown else {})


@st.composite
def imprints(draw, style: str) -> dict:
    """Return publisher, place and year."""
    place = draw(optional(places)) if style == Style.VANCOUVER else ""
    return {"publisher": draw(publishers), "place": place, "year": draw(years)}


@st.composite
def articles(draw, style: str) -> Source:
    volumes = st.integers(1, 999).map(str) if style == Style.APA else numbers
    place = {
        "volume": draw(st.one_of(volumes, st.sampled_from(["", "57 Suppl 2", "Suppl 1", "A12"]))),
        "issue": draw(st.one_of(numbers, st.sampled_from(["", "Suppl 1", "1-2", "9 Pt 2"]))),
        "pages": draw(
            st.one_of(page_ranges(style), numbers, st.sampled_from(["", "e1234", "CD003968"]))
        ),
    }
    if style == Style.APA:
        place = {
            "volume": draw(volumes),
            "issue": draw(st.one_of(volumes, st.sampled_from(["", "Suppl 1", "1-2"]))),
            "pages": draw(st.one_of(page_ranges(style), st.sampled_from(["e1234", "CD003968"]))),
        }
    placed = any(place.values())
    named = persons_or_group if style == Style.APA else people
    return Source(
        **place,
        **draw(identified(style, visited=placed)),
        authors=draw(named if placed else many_persons),
        title=draw(titles),
        container=draw(journals),
        year=draw(years),
    )


@st.composite
def books(draw, style: str) -> Source:
    edition = draw(st.sampled_from(["", "2nd", "10th", "Revised"]))
    seen = style == Style.AMA or bool(edition)
    extent = numbers if style == Style.VANCOUVER else st.just("")
    authors, editors = draw(optional_people()), draw(optional_people())
    return Source(
        kind=SourceKind.BOOK.value,
        **draw(imprints(style)),
        **draw(identified(style, visited=seen)),
        authors=authors,
        editors=editors,
        title=draw(titles),
        edition=edition,
        volume=draw(optional(numbers)),
        pages=draw(st.one_of(st.just(""), extent, page_ranges(style))),
        container=draw(optional(journals)),
    )


def optional_people():
    return st.one_of(st.just(()), many_persons)


@st.composite
def reports(draw, style: str) -> Source:
    issue = draw(st.one_of(st.just(""), numbers, st.just("NG193")))
    seen = style == Style.AMA or bool(issue)
    return Source(
        kind=SourceKind.REPORT.value,
        **draw(imprints(style)),
        **draw(identified(style, visited=seen)),
        authors=draw(people if issue else groups.map(lambda group: (group,))),
        title=draw(titles),
        issue=issue,
        edition=draw(st.sampled_from(["", "2nd"])),
        pages=draw(optional(page_ranges(style))),
        container=draw(optional(journals)),
    )


@st.composite
def chapters(draw, style: str) -> Source:
    return Source(
        kind=SourceKind.CHAPTER.value,
        **draw(imprints(style)),
        **draw(identified(style)),
        authors=draw(people),
        editors=draw(people),
        title=draw(titles),
        container=draw(titles),
        edition=draw(st.sampled_from(["", "3rd"])),
        volume=draw(optional(numbers)),
        pages=draw(st.one_of(st.just(""), numbers, page_ranges(style))),
    )


@st.composite
def web_pages(draw, style: str) -> Source:
    imprint = draw(st.one_of(st.just({}), imprints(style), years.map(lambda year: {"year": year})))
    return Source(
        kind=SourceKind.WEB_PAGE.value,
        **imprint,
        url=draw(addresses),
        accessed=draw(st.none() | days),
        authors=draw(people),
        title=draw(sentences()),
        container=draw(journals.filter(lambda site: site != imprint.get("publisher"))),
    )


@st.composite
def preprints(draw, style: str) -> Source:
    return Source(
        kind=SourceKind.PREPRINT.value,
        **draw(identified(style)),
        authors=draw(people),
        title=draw(titles),
        container=draw(st.sampled_from(["medRxiv", "Research Square", "A new server"])),
        year=draw(st.none() | years),
    )


@st.composite
def trials(draw, style: str) -> Source:
    house = imprints(style) if style == Style.VANCOUVER else years.map(lambda year: {"year": year})
    return Source(
        kind=SourceKind.TRIAL.value,
        **draw(st.one_of(st.just({}), house)),
        **draw(identified(style)),
        authors=draw(people),
        title=draw(sentences()),
        container=draw(st.sampled_from(["ClinicalTrials.gov", "ISRCTN registry", "EU Register"])),
        registration=draw(st.sampled_from(["NCT01234567", "ISRCTN12345678", "2004-000000-00"])),
    )


KINDS = {
    SourceKind.ARTICLE: articles,
    SourceKind.BOOK: books,
    SourceKind.REPORT: reports,
    SourceKind.CHAPTER: chapters,
    SourceKind.WEB_PAGE: web_pages,
    SourceKind.PREPRINT: preprints,
    SourceKind.TRIAL: trials,
}


@pytest.mark.parametrize(
    ("kind", "style"),
    [*product(KINDS, [Style.VANCOUVER, Style.AMA]), (SourceKind.ARTICLE, Style.APA)],
)
@settings(max_examples=40)
@given(data=st.data())
def test_a_printed_source_is_read_as_it_was(kind: SourceKind, style: str, data):
    source = data.draw(KINDS[kind](style))

    (parsed,) = parse_list(format_plain(source, style, identifiers=True))

    assert parsed.source == source
