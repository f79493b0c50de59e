"""The search of each clinic has its own words, results and emergency note."""

import pytest

from tests.home.walls.test_public import get

pytestmark = [pytest.mark.django_db]


@pytest.mark.parametrize("number", [0, 1])
def test_words_of_danger_and_the_note_are_those_of_the_clinic(clinics, number):
    clinic, other = clinics[number], clinics[1 - number]
    address = f"/search/?q={clinic.marker}+danger"

    note = get(address, clinic).content.decode().partition('class="crisis"')[2]

    assert f"about {clinic.marker}" in note
    assert 'href="tel:112"' in note  # neither clinic has said in which country it is
    assert 'class="crisis"' not in get(address, other).content.decode()


@pytest.mark.parametrize("number", [0, 1])
def test_synonyms_are_those_of_the_clinic(clinics, number):
    clinic, other = clinics[number], clinics[1 - number]
    address = f"/search/?q={clinic.marker}+remedy"

    assert "No results for" not in get(address, clinic).content.decode()
    assert "No results for" in get(address, other).content.decode()
