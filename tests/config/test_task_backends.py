"""With a worker, tasks wait in the database and delay no request."""

import re
from collections.abc import Callable

import pytest
from django.core.cache import caches
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings
from wagtail.models import ReferenceIndex

from articles.models import ArticlePage
from home.discovery import share_images
from home.models import ClinicRendition
from tests.articles.review.helpers import create_draft_for_review, mailed_links, submit_for_review
from tests.factories import article, body, category, explanation, home_page, image
from tests.factories import reference as source

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.fixture
def run_worker(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Configure a worker, and return a function that runs all waiting tasks."""
    caches["share"].clear()
    settings.TASKS = {
        "default": {"BACKEND": "config.task_backends.WorkerBackend"},
        "at_once": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    }
    # The test's transaction would end with its connection.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    worker = db_worker.Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        backend_name="default",
        worker_id="worker",
        interval=0,
        batch=True,
        startup_delay=False,
        max_tasks=None,
    )
    return worker.run


@pytest.fixture
def publish(django_capture_on_commit_callbacks):
    def publish(page: ArticlePage, title: str) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            page.title = title
            page.save_revision().publish()

    return publish


def search_titles(word: str) -> list[str]:
    return [page.title for page in ArticlePage.objects.all().search(word)]


def test_pictures_and_the_index_are_made_by_a_worker(run_worker, publish):
    page = article(category(home_page(), "Blog"), lead_image=image("Lead"))

    publish(page, "Migraine")

    assert page.live
    assert not ClinicRendition.objects.exists()
    assert not search_titles("migraine")
    run_worker()
    assert ClinicRendition.objects.exists()
    assert search_titles("migraine") == ["Migraine"]
    assert not DBTaskResult.objects.failed().exists()


def test_one_failure_is_logged_and_the_rest_is_done(run_worker, publish, monkeypatch, caplog):
    page = article(category(home_page(), "Blog"), lead_image=image("Lead"))
    monkeypatch.setattr(share_images, "get_or_draw", lambda card: 1 / 0)

    publish(page, "Migraine")
    run_worker()

    (failed,) = DBTaskResult.objects.failed()
    assert failed.task_path == "home.discovery.share_images.make_image"
    assert failed.task_path in caplog.text
    assert ClinicRendition.objects.exists()


def test_citations_are_indexed_at_once(run_worker):
    cited = source()

    article(category(home_page(), "Blog"), body=body(explanation(cited=(cited,))))

    assert ReferenceIndex.get_references_to(cited).exists()


def test_a_review_link_is_made_when_it_is_mailed(
    run_worker, client, django_capture_on_commit_callbacks
):
    page = create_draft_for_review()
    with django_capture_on_commit_callbacks(execute=True):
        review_request = submit_for_review(page)

    waiting = [str(task.args_kwargs) for task in DBTaskResult.objects.all()]
    run_worker()

    (link,) = mailed_links()
    assert client.get(link).status_code == 200
    review_request.refresh_from_db()
    assert review_request.email == "ada@example.org"
    assert not re.search(r"@|review/", "".join(waiting))
