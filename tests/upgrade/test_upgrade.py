"""A site of version 0.1.0 migrates and serves the same.

`site-0.1.0.tar.xz` was made by that version: the sample clinic with the work of an editor, its
uploads, and what every public page showed (`main_text`).
"""

import json
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import global_settings
from django.contrib.auth.hashers import check_password
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from pytest_django.plugin import DjangoDbBlocker
from wagtail.documents import get_document_model

from articles.models import ArticlePage, SignOff
from home.enquiry.models import EnquiryPage
from home.models import User
from tests import databases
from tests.helpers import clear_all_caches
from tests.upgrade.main_text import main_text

ARCHIVE = Path(__file__).parent / "site-0.1.0.tar.xz"

pytestmark = pytest.mark.sqlite_only

# Such as "Reviewed Sep 2026" below the title of an article.
CARD_DATE = re.compile(r"Reviewed( \d+)? \w{3} 20\d\d")

# What later versions print after the title of a source that has an address.
MEDIUM = re.compile(r" \[Internet\]| (?=\.)")

Pages = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def site(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Path]:
    """Upgrade the site as an operator does, and connect to its database."""
    folder = tmp_path_factory.mktemp("upgrade")
    with tarfile.open(ARCHIVE) as archive:
        archive.extractall(folder, filter="data")
    file = folder / "haven.sqlite3"
    databases.migrate(f"sqlite:///{file}")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=folder / "media"):
        own = connection.settings_dict["NAME"]
        databases.connect(str(file))
        ContentType.objects.clear_cache()  # its ids are others here
        call_command("update_index", verbosity=0)
        clear_all_caches()
        yield folder
        databases.connect(own)
        ContentType.objects.clear_cache()
        clear_all_caches()


@pytest.fixture
def _unblocked(site: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module")
def before(site: Path) -> Pages:
    return json.loads((site / "pages.json").read_text())


@pytest.fixture(scope="module")
def after(before: Pages, django_db_blocker: DjangoDbBlocker) -> Pages:
    client = Client()
    with django_db_blocker.unblock():
        responses = {path: client.get(path) for path in before}
    assert {path: response.status_code for path, response in responses.items()} == dict.fromkeys(
        before, 200
    )
    return {path: main_text(response.content.decode()) for path, response in responses.items()}


def test_every_page_has_its_title(before: Pages, after: Pages) -> None:
    assert len(before) == 37
    assert {path: page["title"] for path, page in after.items()} == {
        path: page["title"] for path, page in before.items()
    }


def test_every_page_has_its_text(before: Pages, after: Pages) -> None:
    lost = {
        path: missing
        for path, page in before.items()
        if (missing := texts(page) - texts(after[path]))
    }
    assert lost == {}


def texts(page: dict[str, Any]) -> set[str]:
    return {MEDIUM.sub("", text) for text in page["paragraphs"] if is_text(text)}


def is_text(text: str) -> bool:
    """Leave out the labels of cards, which later versions word differently, and own addresses."""
    return not CARD_DATE.search(text) and not text.startswith("http://localhost")


def test_every_page_has_its_references(before: Pages, after: Pages) -> None:
    assert sum(len(page["references"]) for page in before.values()) > 100
    assert references(after) == references(before)


def references(pages: Pages) -> dict[str, dict[str, str]]:
    return {
        path: {key: MEDIUM.sub("", text) for key, text in page["references"].items()}
        for path, page in pages.items()
    }


@pytest.mark.usefixtures("_unblocked")
def test_drafts_stay_drafts_and_signatures_stay() -> None:
    (changed,) = ArticlePage.objects.filter(has_unpublished_changes=True)
    assert changed.get_latest_revision_as_object().title == "A title that nobody has published"
    signed = SignOff.objects.values_list("article_id", flat=True)
    assert set(signed) == set(ArticlePage.objects.values_list("pk", flat=True))


@pytest.mark.usefixtures("_unblocked")
def test_files_and_former_addresses_still_lead_somewhere(client: Client) -> None:
    document = get_document_model().objects.get()
    assert b"medicines" in client.get(document.url).getvalue()
    former = client.get("/former-address/")
    assert former.status_code == 301
    assert client.get(former["Location"]).status_code == 200


@pytest.mark.usefixtures("_unblocked")
def test_staff_log_in_and_find_what_they_had(client: Client) -> None:
    rosa = User.objects.get(username="rosa")
    with override_settings(PASSWORD_HASHERS=global_settings.PASSWORD_HASHERS):
        assert check_password("walking-home-slowly", rosa.password)
    client.force_login(rosa)
    assert client.get("/admin/").status_code == 200
    changed = ArticlePage.objects.get(has_unpublished_changes=True)
    edit = client.get(f"/admin/pages/{changed.pk}/edit/")
    assert "A title that nobody has published" in edit.content.decode()
    (enquiry,) = EnquiryPage.objects.get().get_submission_class().objects.all()
    assert enquiry.form_data["full_name"] == "Ada Byron"


@pytest.mark.usefixtures("_unblocked")
def test_the_site_is_searched_and_read_by_programs(client: Client) -> None:
    assert (
        "/articles/pain/ketamine-infusions-for-crps/"
        in client.get("/search/?q=crps").content.decode()
    )
    for path in ("/feed/", "/sitemap.xml", "/llms.txt"):
        assert client.get(path).status_code == 200
