"""Permissions of the import."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from articles.models import Reference
from home.models import User
from tests.articles.library.importing.records import ris_file
from tests.factories import editor
from tests.helpers import parse_response

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

UPLOAD = "/admin/references/import/"


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(editor())
    return client


def upload_text(client: Client, text: str) -> str:
    return client.post(UPLOAD, {"text": text}).headers["Location"]


def page_text(response) -> str:
    return parse_response(response).get_text()


def test_an_import_is_visible_to_its_user_only(staff):
    url = upload_text(staff, ris_file("One"))
    staff.force_login(editor())

    assert staff.get(url).url == UPLOAD
    assert staff.post(url, {"import": "1", "row": ["1"]}).url == UPLOAD
    assert not Reference.objects.exists()


def reader_of_references() -> User:
    user = User.objects.create_user("reader", "reader@example.org", "secret")
    names = ["access_admin", "change_reference"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


@pytest.mark.parametrize("path", ["", "token/", "token/done/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_import_requires_permission_to_add_references(client, path, method):
    client.force_login(reader_of_references())

    ajax = {"x-requested-with": "XMLHttpRequest"}
    assert getattr(client, method)(UPLOAD + path, headers=ajax).status_code == 403
    response = getattr(client, method)(UPLOAD + path, {"text": ris_file("One")}, follow=True)
    assert "you do not have permission" in page_text(response)
    assert not Reference.objects.exists()


def test_anonymous_users_are_redirected_to_login(client):
    assert client.get(UPLOAD).url.startswith("/admin/login/")


@pytest.mark.parametrize("path", ["", "{token}/", "references.ris"])
@pytest.mark.parametrize("method", ["delete", "patch"])
def test_other_methods_are_refused(staff, path, method):
    token = upload_text(staff, ris_file("One")).split("/")[-2]

    assert getattr(staff, method)(UPLOAD + path.format(token=token)).status_code == 405


def test_a_preview_without_an_upload_redirects(staff):
    assert staff.get(f"{UPLOAD}nothing/").url == UPLOAD
    assert staff.get(f"{UPLOAD}nothing/done/").url == UPLOAD


def test_a_form_from_elsewhere_is_refused():
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor())

    assert client.post(UPLOAD, {"text": ris_file("One")}).status_code == 403
