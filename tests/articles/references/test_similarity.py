"""Sources that are the same work, sources that only look like it, and the time it takes."""

from dataclasses import replace

import pytest

from articles.references.authors import Author, parse_authors
from articles.references.similarity import find_duplicates, fingerprint, same_work_reason
from articles.references.source import Source, SourceKind

WOOD = Source(
    authors=(Author("Wood", "PB"),),
    title="A reconsideration of the relevance of low-dose S-ketamine",
    container="The journal of pain",
    year=2006,
    volume="7",
    pages="611-4",
)


def test_a_fingerprint_fits_its_column_and_is_the_same_every_time():
    assert fingerprint(WOOD) == fingerprint(replace(WOOD))
    assert len(fingerprint(WOOD)) <= 64


@pytest.mark.parametrize("title", ["", "  ", "…", "<i></i>"])
def test_a_source_without_a_title_has_no_fingerprint(title: str):
    assert fingerprint(replace(WOOD, title=title)) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("S-ketamine in pain", "S ketamine in pain"),
        ("S-ketamine in pain", "s\u2010KETAMINE in pain"),
        ("The muscle in fibromyalgia", "Muscle in Fibromyalgia."),
        ("A trial: what it showed", "Trial – what it showed"),
        ("Häusers Schmerz", "Ha\u0308users schmerz"),
        ("Señal y dolor", "Senal y dolor"),
        ("Smerte på Sørlandet", "Smerte pa Sorlandet"),
        ("Effect of <i>in vitro</i> CO<sub>2</sub>", "Effect of in vitro CO2"),
        ("Effect of CO₂", "Effect of CO2"),
        ("Is it  pain?", "Is it pain"),
    ],
)
def test_case_accents_and_punctuation_do_not_matter(one: str, other: str):
    assert same_work_reason(replace(WOOD, title=one), replace(WOOD, title=other))


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Another title"},
        {"year": 2007},
        {"year": None},
        {"authors": (Author("Ward", "PB"),)},
        {"authors": ()},
    ],
)
def test_another_title_year_or_first_author_is_another_work(changed: dict):
    assert same_work_reason(WOOD, replace(WOOD, **changed)) == ""


def test_initials_and_later_authors_do_not_matter():
    longer = replace(WOOD, authors=(Author("Wood", "Patrick B."), Author("Seckel", "EL")))
    assert same_work_reason(WOOD, longer) == "same title, year and first author"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pain. Part I", "Pain. Part II"),
        ("Pain, part 1", "Pain, part 2"),
        ("Ketamine in pain", "Erratum: Ketamine in pain"),
        ("Ketamine in pain", "Ketamine in pain: correction"),
        ("Ketamine in pain", "Reply to: Ketamine in pain"),
        ("Ketamine in pain", "Comment on “Ketamine in pain”"),
    ],
)
def test_parts_and_notices_are_works_of_their_own(one: str, other: str):
    assert same_work_reason(replace(WOOD, title=one), replace(WOOD, title=other)) == ""


def test_a_title_that_many_works_bear_needs_the_same_place():
    reply = replace(WOOD, title="In reply")

    assert same_work_reason(reply, replace(reply, pages="611-614"))
    assert same_work_reason(reply, replace(reply, pages="700-1")) == ""
    assert same_work_reason(replace(reply, volume=""), replace(reply, volume="")) == ""


@pytest.mark.parametrize(
    ("numbers", "reason"),
    [
        ({"doi": "10.1016/j.jpain.2006.01.450"}, "same DOI"),
        ({"pmid": "16942945"}, "same PubMed ID"),
        ({"pmcid": "PMC3173870"}, "same PubMed Central ID"),
    ],
)
def test_a_shared_identifier_is_decisive(numbers: dict, reason: str):
    assert same_work_reason(replace(WOOD, **numbers), Source(title="Other", **numbers)) == reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (replace(WOOD, doi="10.1000/a"), replace(WOOD, doi="10.1000/b")),
        (replace(WOOD, pmid="1"), replace(WOOD, pmid="2")),
    ],
)
def test_different_numbers_settle_it_too(one: Source, other: Source):
    assert same_work_reason(one, other) == ""
    assert same_work_reason(one, WOOD)


def test_a_preprint_is_not_its_article():
    assert same_work_reason(WOOD, replace(WOOD, kind=SourceKind.PREPRINT.value)) == ""


def test_papers_on_one_trial_are_different_works():
    paper = replace(WOOD, registration="NCT01234567")
    trial = Source(kind=SourceKind.TRIAL.value, title="A trial", registration="NCT01234567")

    assert same_work_reason(paper, replace(paper, title="Another paper")) == ""
    assert (
        same_work_reason(trial, replace(trial, title="Its old title")) == "same trial registration"
    )
    assert same_work_reason(paper, trial) == ""


def test_each_repetition_is_paired_with_the_first():
    other = Source(title="Other", year=2001)
    sources = [WOOD, other, replace(WOOD, pages="611-614"), replace(other, doi="10.1/x"), WOOD]

    assert find_duplicates(sources) == [
        (0, 2, "same title, year and first author"),
        (1, 3, "same title, year and first author"),
        (0, 4, "same title, year and first author"),
    ]


def test_a_source_that_repeats_two_others_is_paired_with_both():
    by_doi, by_pmid = replace(WOOD, title="One", doi="10.1/x"), Source(title="Two", pmid="12")
    both = Source(title="Three", doi="10.1/x", pmid="12")

    assert find_duplicates([by_doi, by_pmid, both]) == [
        (0, 2, "same DOI"),
        (1, 2, "same PubMed ID"),
    ]


def test_namesakes_do_not_hide_a_real_repetition():
    namesakes = [replace(WOOD, doi=f"10.1000/{number}") for number in range(4)]
    assert find_duplicates([*namesakes, namesakes[3]]) == [(3, 4, "same DOI")]


@pytest.mark.parametrize("change", [{}, {"title": "{}"}, {"doi": "10.1000/{}"}])
def test_ten_thousand_sources_are_compared(change: dict):
    sources = [
        replace(WOOD, **{name: value.format(number) for name, value in change.items()})
        for number in range(10_000)
    ]

    assert len(find_duplicates(sources)) == (0 if change else 9_999)


def test_small_words_do_not_make_two_works_of_one():
    whole = replace(WOOD, title="Prevalence of fibromyalgia: literature review update")
    pasted = replace(WOOD, title="Prevalence of Fibromyalgia: a literature review update.")

    assert fingerprint(whole) == fingerprint(pasted)


def test_text_glued_to_the_first_author_does_not_hide_a_match():
    broken = replace(WOOD, authors=parse_authors("Wood PBJTJoP"))

    assert fingerprint(WOOD) == fingerprint(broken)
