"""The list of references this project began with, damaged as its authors had pasted it."""

from collections import Counter

import pytest

from articles.models import ArticlePage, Reference
from articles.references.parsing import parse_list
from tests.articles.problems.citing import find_problems
from tests.factories import body, explanation, references

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

REFERENCE_LIST = """
1. Häuser W, Ablin J, Fitzcharles M-A, Littlejohn G, Luciano JV, Usui C, et al. Fibromyalgia.
   2015;1(1):1-16.
2. Marques AP, Santo AdSdE, Berssaneti AA, Matsutani LA, Yuan SLKJRbdr. Prevalence of
   Fibromyalgia: a literature review update. 2017;57:356-63.
3. Wood PBJTJoP. A reconsideration of the relevance of systemic low-dose Ketamine to the
   pathophysiology of Fibromyalgia. 2006;7(9):611-4.
4. Bengtsson AJR. The muscle in Fibromyalgia. 2002;41(7):721-4.
5. Noppers I, Niesters M, Swartjes M, Bauer M, Aarts L, Geleijnse N, et al. Absence of long-term
   analgesic effect from a short-term S-ketamine infusion on fibromyalgia pain: a randomized,
   prospective, double-blind, active placebo-controlled trial. European journal of pain (London,
   England). 2011;15(9):942-9.
6. Guedj E, Cammilleri S, Colavolpe C, de Laforte C, Niboyet J, Mundler O. Follow-up of pain
   processing recovery after Ketamine in hyperalgesic fibromyalgia patients using brain perfusion
   ECD-SPECT. European journal of nuclear medicine and molecular imaging. 2007;34(12):2115-9.
7. Wood PB. A reconsideration of the relevance of systemic low-dose Ketamine to the
   pathophysiology of Fibromyalgia. The journal of pain. 2006;7(9):611-4.
8. Ramachandran VS, Seckel EL. Using mirror visual feedback and virtual reality to treat
   Fibromyalgia. Medical hypotheses. 2010;75(6):495-6.
"""


@pytest.fixture
def pasted() -> list[Reference]:
    """The eight sources as the library takes them, each citing its own sentence."""
    library = []
    for parsed in parse_list(REFERENCE_LIST):
        assert parsed.source
        entry = Reference.from_source(parsed.source)
        entry.save()
        library.append(entry)
    return library


def count_problem_codes(pasted: list[Reference]) -> Counter:
    page = ArticlePage(title="Seed", body=body(explanation(cited=tuple(pasted)), references()))
    return Counter(problem.code for problem in find_problems(page))


def test_four_sources_lack_their_journal_and_two_are_one(pasted: list[Reference]):
    """No pasted list says of which type its studies are; that is an editor's to add."""
    for entry in pasted:
        entry.study_type = "observational"
        entry.save()

    assert count_problem_codes(pasted) == {
        "incomplete-reference": 4,
        "duplicate-reference": 1,
        "damaged-reference": 3,
    }


def test_sources_without_a_study_type_are_incomplete(
    pasted: list[Reference],
):
    assert count_problem_codes(pasted) == {
        "incomplete-reference": 8,
        "duplicate-reference": 1,
        "damaged-reference": 3,
    }
