"""A kit brings public pages as they were; what the rules say of them is reported."""

import pytest

from articles.models import ArticlePage, CallToAction, EditorialSettings, Waiver
from articles.problems.content_hash import compute_content_hash
from articles.problems.examination import find_problems
from articles.problems.problem import Severity
from home.kit.load import load_kit
from home.kit.save import save_kit
from home.models import HomePage, StandardPage
from tests.home.kit.test_gate import ARTICLE, SIGNED
from tests.home.kit.test_gate import KIT as GATE_KIT
from tests.home.kit.test_load import STARTER, write_kit

pytestmark = pytest.mark.django_db

STOP = "Our course cures eczema."
KIT = STARTER | {
    "pages/prices.yaml": f"type: standard\ntitle: Prices\nsummary: {STOP}\n",
    "calls_to_action.yaml": (
        f"Talk:\n  heading: Talk\n  text: {STOP}\n  link_url: /book/\n  button_label: Book\n"
    ),
}


def notes_about_claims(report) -> list[str]:
    return [note for note in report.notes if "public as it was" in note]


def test_a_public_page_stays_public_and_is_reported(tmp_path):
    report = load_kit(write_kit(tmp_path, KIT))

    assert StandardPage.objects.get(title="Prices").live
    assert CallToAction.objects.get().live
    notes = notes_about_claims(report)
    assert [note.partition(":")[0] for note in notes] == ["prices", "calls_to_action.yaml/Talk"]
    assert all(STOP in note for note in notes)


def test_nothing_is_reported_of_a_site_that_only_warns(tmp_path):
    report = load_kit(write_kit(tmp_path, KIT | {"settings/editorial.yaml": "claims: warn\n"}))

    assert EditorialSettings.objects.get().claims == "warn"
    assert notes_about_claims(report) == []


def test_replacing_asks_the_gate(tmp_path):
    good = {name: text.replace(STOP, "Fees.") for name, text in KIT.items()}
    load_kit(write_kit(tmp_path / "good", good))
    report = load_kit(write_kit(tmp_path / "other", KIT), replace=True)

    assert StandardPage.objects.get(title="Prices").summary == "Fees."
    assert CallToAction.objects.get().text == "Fees."
    assert sum("replaced as a draft" in note for note in report.notes) == 2


def test_settings_of_claims_are_in_a_kit(tmp_path):
    load_kit(write_kit(tmp_path, STARTER))
    EditorialSettings.objects.update(
        claims_of_safety="warn", banned_words="zap\nzip", claims_warn_until={"A": "2090-01-01"}
    )
    save_kit(tmp_path / "kit")
    HomePage.objects.all().delete()
    EditorialSettings.objects.all().delete()
    load_kit(tmp_path / "kit", host="new.example")

    loaded = EditorialSettings.objects.get()
    assert (loaded.claims_of_safety, loaded.banned_words) == ("warn", "zap\nzip")
    assert loaded.claims_warn_until == {"A": "2090-01-01"}


# -- Waivers ---------------------------------------------------------------------------------------

WAIVED = (
    "waivers:\n"
    f"  - {{family: A, sentence: {STOP}, reason: other, words: A court said that we may.,\n"
    "     covers_stops: true, user_name: Pat, waived_at: 2026-09-11}\n"
)
CITED = WAIVED.replace("covers_stops", "sources: [wood-2006], covers_stops")
SIGNED_KIT = GATE_KIT | {
    "pages/articles/pain.yaml": ARTICLE.replace("Pain can last.", STOP) + CITED + SIGNED,
    "pages/prices.yaml": KIT["pages/prices.yaml"] + WAIVED,
    "calls_to_action.yaml": (
        f"talk:\n  heading: Talk\n  text: {STOP}\n  link_url: /book/\n"
        + "".join(f"  {line}\n" for line in WAIVED.splitlines())
    ),
    "home.yaml": STARTER["home.yaml"] + f"hero_text: {STOP}\n" + WAIVED,
}


def test_a_kit_brings_waivers_which_signatures_cover(tmp_path):
    report = load_kit(write_kit(tmp_path, SIGNED_KIT))
    page = ArticlePage.objects.get()

    assert report.notes == []
    assert page.live
    assert Waiver.objects.count() == 4
    for obj in (page, *StandardPage.objects.all(), CallToAction.objects.get()):
        assert not [each for each in find_problems(obj) if each.severity == Severity.ERROR]
    assert page.sign_offs.get().content_hash == compute_content_hash(page)


def test_waivers_are_the_same_after_saving_and_loading(tmp_path):
    load_kit(write_kit(tmp_path / "first", SIGNED_KIT))
    page = ArticlePage.objects.get()
    source = page.citations.entries[0].reference
    waiver = Waiver.objects.get(object_title="Pain")
    Waiver(
        **{name: getattr(waiver, name) for name in ("family", "reason", "words", "user_name")},
        content_type_id=waiver.content_type_id,
        object_id=waiver.object_id,
        sentence="Pain can last.",
        source_ids=[source.pk],
    ).save()
    save_kit(tmp_path / "second")
    load_kit(tmp_path / "second", host="other.example")

    other = ArticlePage.objects.exclude(pk=page.pk).get()
    found = Waiver.objects.of(other).order_by("pk")
    assert [each.sentence for each in found] == [STOP, "Pain can last."]
    assert [each.source_ids for each in found] == [[source.pk], [source.pk]]
    assert {each.site.hostname for each in found} == {"other.example"}
    assert other.live
    assert other.sign_offs.get().content_hash == compute_content_hash(other)


def test_a_waiver_that_was_added_to_a_kit_is_not_signed(tmp_path):
    load_kit(write_kit(tmp_path / "first", SIGNED_KIT))
    save_kit(tmp_path / "second")
    file = tmp_path / "second" / "pages" / "articles" / "pain.yaml"
    text = file.read_text()
    file.write_text(text.replace("A court said that we may.", "Nobody has to know of it."))
    assert file.read_text() != text

    report = load_kit(tmp_path / "second", host="other.example")

    assert not ArticlePage.objects.order_by("-pk")[0].live
    assert any("nobody has signed this text" in note for note in report.notes)
