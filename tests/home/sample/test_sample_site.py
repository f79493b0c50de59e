"""The sample clinic loads into an empty database and is never forced on an editor again."""

import json
import re

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils.timezone import localdate
from wagtail.models import Page, Site, Workflow, WorkflowTask

from articles.models import (
    ArticleChange,
    ArticlePage,
    CallToAction,
    CategoryIndexPage,
    Condition,
    Reference,
    SignOff,
)
from articles.problems.examination import find_problems
from articles.problems.problem import Severity
from articles.publishing.gate import blocking_issues
from articles.references.study_types import Strength
from articles.review.clinical_review import ClinicalReviewTask
from articles.utils.dates import add_months
from home.care.service import ServicePage
from home.kit.load import load_kit
from home.models import ClinicImage, ClinicSettings, HomePage, StandardPage
from home.models.roles import REVIEWERS
from home.sample.loader import SAMPLE_FOLDER, load_sample_site
from tests.helpers import clear_all_caches, parse_response
from tests.home.rendered_page import visible_text

SEED = "ketamine-and-fibromyalgia"
SEVEN_PAPERS = {
    "hauser-2015",
    "marques-2017",
    "wood-2006",
    "staud-2006",
    "noppers-2011",
    "guedj-2007",
    "ramachandran-2010",
}


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker):
    """The sample clinic, loaded once; each test below undoes its own changes."""
    with django_db_blocker.unblock(), transaction.atomic():
        clear_all_caches()
        load_sample_site()
        yield
        transaction.set_rollback(True)
        clear_all_caches()


@pytest.fixture
def sample(_loaded, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


pytestmark = [pytest.mark.usefixtures("sample"), pytest.mark.sqlite_only]


def stored_rows() -> dict[str, list]:
    """Return the stored rows that an editor could have changed."""
    pages = (HomePage, StandardPage, CategoryIndexPage, ArticlePage)
    models = (*pages, Reference, CallToAction, Condition, SignOff, Workflow, WorkflowTask)
    return {
        model.__name__: list(model._default_manager.values().order_by("pk"))
        for model in (*models, ClinicImage, ClinicSettings)
    }


def sample_statements(article: ArticlePage) -> list:
    evidence = [block.value for block in article.body if block.block_type == "evidence"]
    return [statement for value in evidence for statement in value["statements"]]


def test_the_corrections_page_lists_those_of_the_articles(client):
    corrections = ArticleChange.objects.filter(kind=ArticleChange.Kind.CORRECTION)

    text = visible_text(parse_response(client.get("/corrections/")).main)

    assert corrections
    assert all(correction.text in text for correction in corrections)
    assert "None so far" not in text


def test_every_sample_article_is_about_one_to_three_conditions():
    for article in ArticlePage.objects.visible():
        assert 1 <= article.conditions.count() <= 3, article


def test_the_sample_has_articles_and_nested_categories():
    assert ArticlePage.objects.visible().count() >= 12
    assert CategoryIndexPage.objects.visible().count() >= 4
    assert any(
        isinstance(page.get_parent().specific, CategoryIndexPage)
        for page in CategoryIndexPage.objects.visible()
    )


def test_every_sample_page_is_published_and_answers():
    client = Client()

    for page in Page.objects.descendant_of(Site.objects.get().root_page, inclusive=True):
        assert page.live
        assert not page.has_unpublished_changes
        assert client.get(page.url).status_code == 200, page.url


def test_every_sample_body_is_publishable():
    pages = [
        page for model in (ArticlePage, StandardPage, HomePage) for page in model.objects.all()
    ]

    for page in pages:
        page.body.stream_block.clean(page.body)
        page.full_clean()


def test_the_gate_accepts_every_sample_page_that_is_no_article():
    pages = Page.objects.descendant_of(HomePage.objects.get(), inclusive=True)

    for page in pages.not_type(ArticlePage).specific():
        assert blocking_issues(page) == [], page.title


def test_a_second_load_finds_nothing_that_differs():
    report = load_kit(SAMPLE_FOLDER, dry_run=True)

    assert report.names == {}


def test_every_sample_picture_is_shown_somewhere():
    unused = [image.title for image in ClinicImage.objects.all() if not image.get_usage()]

    assert unused == []


def test_every_sample_service_says_where_it_is():
    assert ServicePage.objects.exists()
    assert not ServicePage.objects.filter(places=None).exists()


def test_every_sample_source_can_be_looked_up():
    assert [source.key for source in Reference.objects.all() if not source.link] == []


def test_no_sample_article_has_an_error():
    for article in ArticlePage.objects.all():
        problems = [each for each in find_problems(article) if each.severity == Severity.ERROR]
        assert problems == [], article.slug


def test_the_sample_calls_no_finding_of_a_study_untested():
    for article in ArticlePage.objects.all():
        for statement in sample_statements(article):
            if statement["strength"] == Strength.UNTESTED:
                assert statement["study_type"] in ("expert_opinion", "hypothesis"), article.slug


def test_the_sample_says_alike_who_is_there_and_when_to_drive():
    texts = [file.read_text("utf-8") for file in sorted(SAMPLE_FOLDER.rglob("*.yaml"))]
    sentences = [s for text in texts for s in " ".join(text.split()).split(". ")]

    present = [sentence for sentence in sentences if "in the building" in sentence]
    driving = [sentence for sentence in sentences if re.search(r"\bnot drive\b", sentence)]

    assert len(present) >= 4
    assert all("anaesthetist is in the building" in sentence for sentence in present)
    assert len(driving) >= 5
    # The leaflet of the nasal spray has a rule of its own.
    assert [s for s in driving if "24 hours" not in s and "until the next day" not in s] == []
    assert len([s for s in driving if "until the next day" in s]) == 1


def test_the_sample_tells_harms_and_the_advice_of_nice_beside_each_other():
    article = ArticlePage.objects.get(slug="ketamine-for-depression-that-has-not-lifted")
    text = parse_response(Client().get(article.url)).select_one("main").text

    for word in ("bladder", "liver", "memory", "dependence", "NICE does not recommend"):
        assert word in text


def test_every_sample_article_is_labelled():
    client = Client()
    note = "This is a sample article."

    for article in ArticlePage.objects.all():
        assert article.show_sample_note
        assert note in parse_response(client.get(article.url)).select_one("main").text

    ArticlePage.objects.update(show_sample_note=False)
    clear_all_caches()
    assert note not in parse_response(client.get(article.url)).select_one("main").text


def test_the_seed_article_cites_its_seven_papers():
    article = ArticlePage.objects.get(slug=SEED)

    cited = {entry.reference.key for entry in article.citations.entries}

    assert cited >= SEVEN_PAPERS
    assert article.source_count == len(cited)
    assert article.authors()
    assert article.reviewer


def test_every_sample_article_is_written_reviewed_and_sourced():
    for article in ArticlePage.objects.all():
        assert article.authors(), article.slug
        assert article.reviewer, article.slug
        assert article.reviewed_on, article.slug
        assert article.source_count, article.slug
        assert article.first_published_at.date() <= article.reviewed_on, article.slug


def test_sample_articles_are_signed_and_need_review():
    article = ArticlePage.objects.get(slug=SEED)

    (signed,) = article.sign_offs.all()
    assert (signed.reviewer, localdate(signed.signed_at)) == (article.reviewer, article.reviewed_on)
    assert article.next_review_on == add_months(article.reviewed_on, 12)
    assert not article.changed_since_review
    assert article.asked_reviewer.email
    (task,) = article.get_workflow().tasks
    assert isinstance(task.specific, ClinicalReviewTask)
    assert [group.name for group in task.specific.groups.all()] == [REVIEWERS]


def test_loading_again_changes_nothing(capsys):
    before = stored_rows()

    assert load_sample_site() == []
    call_command("load_sample_site")

    assert stored_rows() == before
    assert "exists already" in capsys.readouterr().out


def test_loading_again_does_not_overwrite_edits():
    article = ArticlePage.objects.get(slug=SEED)
    article.title, article.body = "Edited", json.dumps([])
    article.save()
    clinic = ClinicSettings.objects.get()
    clinic.name = "Edited Clinic"
    clinic.save()
    Reference.objects.filter(key="wood-2006").update(title="Edited source")

    load_sample_site()

    article = ArticlePage.objects.get(slug=SEED)
    assert (article.title, len(article.body)) == ("Edited", 0)
    assert ClinicSettings.objects.get().name == "Edited Clinic"
    assert Reference.objects.get(key="wood-2006").title == "Edited source"


def test_a_deleted_page_is_restored_only_on_request():
    ArticlePage.objects.get(slug=SEED).delete()

    created = load_sample_site()

    assert [address.rpartition("/")[2] for address in created] == [SEED]
    assert ArticlePage.objects.get(slug=SEED).live
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_tree_is_sound_after_loading():
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_enquiry_form_of_the_sample_asks_for_what_is_needed(client):
    page = parse_response(client.get("/book-a-consultation/"))

    assert page.find("input", {"autocomplete": "name"})
    assert page.find("input", {"autocomplete": "email"})
