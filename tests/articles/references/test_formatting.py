"""References in every style, for complete and incomplete sources."""

import itertools
from dataclasses import fields, replace
from datetime import date
from html import escape, unescape
from typing import Any

import pytest
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.references.authors import Author, parse_authors
from articles.references.formatting import Style, format_plain, format_reference
from articles.references.source import Source, SourceKind

quick = settings(max_examples=60)
every_style = pytest.mark.parametrize("style", Style.values)
medical_style = pytest.mark.parametrize("style", [Style.VANCOUVER, Style.AMA])
TEXTS = [
    *("title", "container", "container_short", "volume", "issue", "pages", "publisher", "place"),
    *("edition", "registration"),
]
WHOLE = Source(
    authors=(Author("Noppers", "I"), Author("Niesters", "M")),
    editors=(Author("Bauer", "M"),),
    title="A trial",
    container="Eur J Pain",
    year=2011,
    volume="15",
    issue="9",
    pages="942-949",
    publisher="Wiley",
    place="London",
    edition="2",
    registration="NCT01234567",
    accessed=date(2026, 11, 22),
)
STRAY = (
    *("()", "[]", "; ;", "; (", ";:", "(:", "::", "..", ". .", " .", ",.", ",,", "  ", ":.", ";."),
    *("?.", "!.", ": ;", "None"),
)


def format_by_authors(authors: str, style: str = "vancouver", **known) -> str:
    return format_plain(Source(authors=parse_authors(authors), **known), style)


# -- Authors --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "vancouver", "ama"),
    [
        (0, "T.", "T."),
        (1, "A A. T.", "A A. T."),
        (6, "A A, B B, C C, D D, E E, F F. T.", "A A, B B, C C, D D, E E, F F. T."),
        (7, "A A, B B, C C, D D, E E, F F, et al. T.", "A A, B B, C C, et al. T."),
        (9, "A A, B B, C C, D D, E E, F F, et al. T.", "A A, B B, C C, et al. T."),
    ],
)
def test_up_to_six_authors_are_named_and_of_more_the_first(count: int, vancouver: str, ama: str):
    authors = "\n".join(f"{letter} {letter}" for letter in "ABCDEFGHI"[:count])

    assert format_by_authors(authors, "vancouver", title="T") == vancouver
    assert format_by_authors(authors, "ama", title="T") == ama


@medical_style
@pytest.mark.parametrize(
    ("authors", "text"),
    [
        ("de Laforte C", "de Laforte C."),
        ("O'Neil K", "O'Neil K."),
        ("Fitzcharles M-A", "Fitzcharles MA."),
        ("Fitzcharles, Mary-Ann", "Fitzcharles MA."),
        ("King ML Jr", "King ML Jr."),
        ("King, Martin L, Jr.", "King ML Jr."),
        ("King ML 3rd", "King ML 3rd."),
        ("Plato,", "Plato."),
        ("World Health Organization", "World Health Organization."),
        ("Pfizer Inc.", "Pfizer Inc."),
        ("Wood PB\nAlf-One Study Group", "Wood PB; Alf-One Study Group."),
        ("Alf-One Study Group\nWood PB\nNg O", "Alf-One Study Group; Wood PB, Ng O."),
    ],
)
def test_persons_and_groups_are_named_as_the_styles_write_them(style, authors, text):
    assert format_by_authors(authors, style) == text


# -- Stops ----------------------------------------------------------------------------------------


@medical_style
@pytest.mark.parametrize(
    "title",
    ["Does it last?", "It does not!", "It did.", "He asked “why?”", "And so on…", "هل يدوم؟"],
)
def test_a_title_that_ends_in_a_mark_gets_no_second_one(style: str, title: str):
    assert format_plain(Source(title=title), style) == title
    assert (
        format_plain(Source(title=title, container="Pain", year=2011), style)
        == f"{title} Pain. 2011."
    )


@medical_style
def test_commas_and_blanks_at_the_end_of_a_field_are_dropped(style: str):
    source = Source(title=" A  trial, ", container="Pain;", year=2011, issue="(9)", volume="15 ")
    assert format_plain(source, style) == "A trial. Pain. 2011;15(9)."


@pytest.mark.parametrize(
    ("known", "text"),
    [
        ({"year": 2011, "volume": "15", "issue": "9", "pages": "942-9"}, "2011;15(9):942-9."),
        ({"year": 2011, "volume": "15", "pages": "15022"}, "2011;15:15022."),
        ({"year": 2011, "issue": "9", "pages": "1-3"}, "2011;(9):1-3."),
        ({"year": 2011, "pages": "1-3"}, "2011:1-3."),
        ({"volume": "15", "pages": "1-3"}, "15:1-3."),
        ({"pages": "1-3"}, "p. 1-3."),
        ({"year": 2011}, "2011."),
        ({}, ""),
    ],
)
def test_year_volume_issue_and_pages_have_no_gaps(known: dict, text: str):
    assert format_plain(Source(**known), "vancouver") == text


@every_style
@pytest.mark.parametrize("kind", SourceKind.values)
def test_missing_fields_produce_no_stray_punctuation(style: str, kind: str):
    known = [field.name for field in fields(Source) if getattr(WHOLE, field.name)]
    known = [name for name in known if name not in ("kind", "title")]
    empty = Source(kind=kind)
    for names in itertools.chain.from_iterable(
        itertools.combinations(known, size) for size in (0, 1, 2, 3, len(known) - 1, len(known))
    ):
        text = format_plain(
            replace(empty, title="A trial", **{name: getattr(WHOLE, name) for name in names}), style
        )
        assert not [stray for stray in STRAY if stray in text], text
        assert text[0].isalnum()
        assert text[-1] == "."


@every_style
@pytest.mark.parametrize("kind", [*SourceKind.values, "scroll", ""])
def test_nothing_known_is_nothing_shown(style: str, kind: str):
    assert format_reference(Source(kind=kind), style) == ""
    assert format_plain(Source(kind=kind), style, identifiers=True) == ""


def test_an_unknown_style_is_a_mistake():
    with pytest.raises(ValueError, match="chicago"):
        format_reference(WHOLE, "chicago")


# -- Markup ---------------------------------------------------------------------------------------


@every_style
@pytest.mark.parametrize(
    ("kind", "container"),
    [
        ("article", "Eur J Pain"),
        ("preprint", "bioRxiv"),
        ("chapter", "A book"),
        ("web_page", "NHS"),
        ("trial", "ClinicalTrials.gov"),
    ],
)
def test_only_the_container_is_marked(style: str, kind: str, container: str):
    html = format_reference(replace(WHOLE, kind=kind, container=container), style)

    assert isinstance(html, SafeString)
    assert html.count("<") == 2
    assert f"<cite>{container}</cite>" in html
    assert unescape(strip_tags(html)) == format_plain(
        replace(WHOLE, kind=kind, container=container), style
    )


@medical_style
def test_a_journal_is_shown_by_its_abbreviation(style: str):
    source = Source(container="European Journal of Pain", container_short="Eur J Pain")

    assert format_plain(source, style) == "Eur J Pain."
    assert format_plain(replace(source, container_short=""), style) == "European Journal of Pain."


@every_style
@pytest.mark.parametrize("kind", SourceKind.values)
@pytest.mark.parametrize(
    "raw",
    [
        "<script>alert(1)</script>",
        "Bread & butter",
        "a \"quoted\" or 'quoted' word",
        "already &amp; escaped",
        "<cite>Pain</cite>",
    ],
)
def test_every_field_is_escaped_exactly_once(style: str, kind: str, raw: str):
    texts: dict[str, Any] = dict.fromkeys(TEXTS, raw)
    authors = (Author(group=raw), Author(raw, "A", raw))
    everything = replace(WHOLE, kind=kind, authors=authors, editors=authors[:1], **texts)
    html, text = format_reference(everything, style), format_plain(everything, style)

    assert html.replace("<cite>", "").replace("</cite>", "") == escape(text)
    # APA does not repeat the author as the site.
    assert html.count("<cite>") == 1 or style == Style.APA
    assert text.count(raw) >= 3


@every_style
def test_a_text_that_calls_itself_safe_is_escaped_too(style: str):
    assert "<b>" not in format_reference(Source(title=mark_safe("<b>T</b>")), style)
    assert "<b>" not in format_reference(Source(container=mark_safe("<b>T</b>")), style)


@every_style
@quick
@given(title=st.text(max_size=40), container=st.text(max_size=40), name=st.text(max_size=20))
def test_any_text_is_escaped_once_and_can_be_sent(style, title, container, name):
    source = Source(authors=(Author(group=name),), title=title, container=container, year=2011)
    html, text = format_reference(source, style), format_plain(source, style)

    assert unescape(html.replace("<cite>", "").replace("</cite>", "")) == unescape(escape(text))
    assert text.isprintable() or not set(text) & set(map(chr, [*range(32), *range(127, 160)]))
    assert html.encode()


@medical_style
@pytest.mark.parametrize(
    "title",
    ["ألم العضلات", "כאב שרירים", "نیم\u200cفاصله", "Pain 👩🏽\u200d⚕️", "A \u200fb", "痛み"],
)
def test_other_scripts_and_emoji_survive(style: str, title: str):
    assert format_reference(Source(title=title), style) == f"{title}."


@medical_style
@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("A\x00tr\x1bial\x85", "A tr ial."),
        ("A\r\n\ttrial\u2028", "A trial."),
        ("A \u202elairt\u202c", "A lairt."),
        ("A\ud800 trial", "A trial."),
    ],
)
def test_control_characters_are_not_shown(style: str, raw: str, shown: str):
    assert format_reference(Source(title=raw), style) == shown


@every_style
def test_a_huge_source_is_written_at_once(style: str):
    text = format_reference(
        Source(authors=(Author("Wood", "PB"),) * 10_000, title="A? " * 33_000, pages="1-" * 50_000),
        style,
    )
    assert "A? A?" in text
