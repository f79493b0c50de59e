"""A kit publishes only what the gate would let pass."""

import pytest

from articles.models import ArticlePage, PersonPage, SignOff
from articles.problems.content_hash import compute_content_hash
from home.kit.load import load_kit
from home.kit.save import save_kit
from home.sample.loader import SAMPLE_FOLDER
from tests.home.kit.test_load import STARTER, write_kit

pytestmark = pytest.mark.django_db

ARTICLE = """\
type: article
title: Pain
summary: What is known.
article_authors: [team/ada]
asked_reviewer: team/ben
body:
  - intro: Pain can last. [@wood-2006]
  - references: {}
"""
SIGNED = """\
sign_offs:
  - {reviewer: team/ben, signed_at: 2026-09-12}
"""
KIT = STARTER | {
    "pages/team.yaml": "type: team_index\ntitle: Team\n",
    "pages/team/ada.yaml": "type: person\ntitle: Ada Byron\njob_title: Writer\n",
    "pages/team/ben.yaml": (
        "type: person\ntitle: Ben Fry\njob_title: Doctor\nemail: ben@example.org\n"
    ),
    "sources/all.yaml": (
        "wood-2006: {authors: [Wood PB], title: Dopamine, container: J Pain, year: 2006,"
        " volume: 7, pages: 1-9, pmid: '16942946'}\n"
    ),
}


def load(folder, article: str, **options):
    report = load_kit(write_kit(folder, KIT | {"pages/articles/pain.yaml": article}), **options)
    return report, ArticlePage.objects.get()


def test_an_article_without_a_signature_becomes_a_draft(tmp_path):
    report, article = load(tmp_path, ARTICLE)

    assert not article.live
    assert "articles/pain: loaded as a draft: nobody has signed this text" in report.notes


def test_a_signed_article_is_published_with_its_review(tmp_path):
    report, article = load(tmp_path, ARTICLE + SIGNED)

    assert (article.live, report.notes) == (True, [])
    assert article.reviewer == PersonPage.objects.get(title="Ben Fry")
    assert str(article.reviewed_on) == "2026-09-12"
    assert SignOff.objects.get().content_hash == compute_content_hash(article)


def test_a_signed_article_without_required_content_becomes_a_draft(tmp_path):
    unfinished = ARTICLE.replace("summary: What is known.", "summary: ''")
    report, article = load(tmp_path, unfinished + SIGNED)

    assert not article.live
    assert "loaded as a draft" in report.notes[0]


def test_a_kit_cannot_claim_a_review_that_nobody_signed(tmp_path):
    claim = "review: {reviewer: team/ben, reviewed_on: 2026-09-12}\n"

    with pytest.raises(Exception, match="No sign-off"):
        load(
            tmp_path,
            ARTICLE + "sign_offs: [{reviewer: team/ada, signed_at: 2026-09-12, text: x}]\n"
            "overrides: [{kind: exception, reason: x, user_name: x}]\n" + claim,
        )


def test_trust_keeps_published_what_was(tmp_path):
    _report, article = load(tmp_path, ARTICLE, trust=True)

    assert article.live


def test_a_signature_does_not_cover_text_that_was_edited_in_the_kit(tmp_path):
    load_kit(SAMPLE_FOLDER)
    save_kit(tmp_path / "kit")
    file = tmp_path / "kit" / "pages" / "articles" / "safety" / "who-should-not-have-ketamine.yaml"
    text = file.read_text()
    file.write_text(text.replace("title: Who should", "title: Nobody should", 1))
    other = (
        tmp_path / "kit" / "pages" / "articles" / "safety" / "what-happens-during-an-infusion.yaml"
    )
    assert file.read_text() != text

    report = load_kit(tmp_path / "kit", host="other.example")

    edited = ArticlePage.objects.get(url_path__contains="-2/articles/safety/who-should")
    same = ArticlePage.objects.get(url_path__contains="-2/articles/safety/what-happens")
    assert other.exists()
    assert (edited.live, same.live) == (False, True)
    assert any("who-should-not-have-ketamine: loaded as a draft" in note for note in report.notes)
    assert compute_content_hash(same) == same.sign_offs.get().content_hash


def test_a_signature_outlives_the_profile_of_its_reviewer(tmp_path):
    signed = "sign_offs: [{reviewer_name: Dr Gone, signed_at: 2026-09-12}]\n"

    _report, article = load(tmp_path, ARTICLE + signed)

    assert (article.live, article.reviewer) == (True, None)
    assert SignOff.objects.get().reviewer_name == "Dr Gone"
