"""Sources as Hypothesis draws them: all that the library can hold, the odd things first."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from articles.references.authors import Author, parse_author
from articles.references.formats.record import build_person, single_line
from articles.references.source import Source, SourceKind, SourceState
from articles.references.study_types import StudyType

ODD_TEXTS = [
    "Häuser, W. and Wood, P.; others",
    "TY  - JOUR",
    "ER  -",
    "- and a dash",
    "مراجعة منهجية ‏RTL",
    "Pain 🧠👩‍⚕️ and emoji",
    "<i>p</i> &lt; 0.05 &amp; more <script>",
    '{"braces"} \\ and $dollars$ #50%',
    "(group)",
    "State: retracted",
]


def one_line(alphabet: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[str]:
    characters = alphabet or st.characters(exclude_categories=("Cs", "Cc"))
    return (st.text(characters, max_size=40) | st.sampled_from(ODD_TEXTS)).map(single_line)


def can_be_stored(author: Author) -> bool:
    """Return True if the library, which stores authors as text, returns the same author."""
    return bool(author.name) and parse_author(author.line) == author


def is_in_order(author: Author) -> bool:
    """Return True unless a reader of files moves a part of the name: "Vries, Joey de"."""
    parts = author.family, author.given, author.suffix
    return bool(author.group) or build_person(*parts) == author


def with_month_or_day(source: Source) -> st.SearchStrategy[Source]:
    ends = st.sampled_from(["", "-05", "-12-31"]) if source.year else st.just("")
    return ends.map(lambda end: replace(source, published=f"{source.year}{end}" if end else ""))


persons = st.builds(
    Author,
    family=one_line(),
    given=st.sampled_from(["PB", "M-A", "Patrick B.", "", "וולטר"]) | one_line(),
    suffix=st.sampled_from(["", "", "Jr", "III", "3rd"]),
)
groups = st.builds(Author, group=one_line())
names = st.lists((persons | groups).filter(can_be_stored).filter(is_in_order), max_size=4).map(
    tuple
)
years = st.integers(1600, 2200)
pages = st.sampled_from(["", "356-363", "356-63", "12-12", "e12-e19", "15022", "1-4, 7"])

sources = st.builds(
    Source,
    kind=st.sampled_from(SourceKind.values),
    authors=names,
    editors=names,
    title=one_line().filter(bool),
    container=one_line(),
    container_short=one_line(),
    year=st.none() | years,
    volume=one_line(),
    issue=one_line(),
    pages=pages | one_line(),
    publisher=one_line(),
    place=one_line(),
    edition=one_line(),
    doi=st.sampled_from(["", "10.1038/nrdp.2015.22", "10.1002/(sici)1097-0258(1998);2-x"]),
    pmid=st.sampled_from(["", "1", "16942945"]),
    pmcid=st.sampled_from(["", "PMC3173870"]),
    issn=st.sampled_from(["", "1526-5900", "2434-561X"]),
    isbn=st.sampled_from(["", "9780306406157", "080442957X"]),
    registration=st.sampled_from(["", "NCT01234567", "2004-000000-00", "DRKS/1-2"]),
    url=st.sampled_from(["", "https://example.org/a;b?c=1,2#d", "http://example.org/%20_~"]),
    accessed=st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    study_type=st.sampled_from(["", *StudyType.values]),
    state=st.sampled_from(["", *SourceState.values]),
    state_note=one_line(),
).flatmap(with_month_or_day)
