"""Only users who may publish change an image or document that public pages show."""

from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.models import Collection, GroupPagePermission, Site

from home.models import ClinicImage, ClinicSettings, User
from home.models.roles import EDITORS, PUBLISHERS, set_up_roles
from tests.articles.publishing.publishing_paths import response_messages
from tests.factories import (
    article,
    body,
    call_to_action,
    category,
    figure,
    home_page,
    image,
    person,
    prose,
    standard_page,
    stream,
    update_page,
)
from tests.factories import block as stream_block

pytestmark = pytest.mark.django_db

Document = get_document_model()


def user_in(group: str, name: str = "eve") -> User:
    set_up_roles()
    user = User.objects.create_user(name, f"{name}@example.org", "secret")
    user.groups.add(Group.objects.get(name=group))
    return user


def log_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def home():
    return home_page()


@pytest.fixture
def eve() -> User:
    return user_in(EDITORS)


def document(user: User | None = None) -> Any:
    file = ContentFile(b"one", "leaflet.txt")
    return Document.objects.create(title="Leaflet", file=file, uploaded_by_user=user)


def new_picture() -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (30, 20), "red").save(content, "PNG")
    return SimpleUploadedFile("new.png", content.getvalue(), "image/png")


def image_form(picture: ClinicImage, prefix: str = "", **fields: Any) -> dict[str, Any]:
    values = {
        "title": "Typed",
        "description": "Typed",
        "credit": "Typed",
        "tags": "typed",
        "collection": str(Collection.get_first_root_node().pk),
        "focal_point_x": "9",
        "focal_point_y": "9",
        "focal_point_width": "5",
        "focal_point_height": "5",
        "file": new_picture(),
    }
    return {f"{prefix}{name}": value for name, value in (values | fields).items()}


def bulk_url(obj: Any, action: str) -> str:
    label = [obj._meta.app_label, obj._meta.model_name]
    return f"{reverse('wagtail_bulk_action', args=[*label, action])}?id={obj.pk}&next=/admin/"


def image_requests(picture: ClinicImage) -> list[tuple[str, dict[str, Any]]]:
    other = Collection.get_first_root_node().add_child(name="Other")
    return [
        (reverse("wagtailimages:edit", args=[picture.pk]), image_form(picture)),
        (
            reverse("wagtailimages:edit_multiple", args=[picture.pk]),
            image_form(picture, f"image-{picture.pk}-", title="Typed again"),
        ),
        (bulk_url(picture, "add_tags"), {"tags": "added"}),
        (bulk_url(picture, "add_to_collection"), {"collection": str(other.pk)}),
        (bulk_url(picture, "delete"), {}),
        (reverse("wagtailimages:delete_multiple", args=[picture.pk]), {}),
        (reverse("wagtailimages:delete", args=[picture.pk]), {}),
    ]


def document_requests(chosen: Any) -> list[tuple[str, dict[str, Any]]]:
    root = Collection.get_first_root_node()
    values = {"title": "Typed", "tags": "typed", "collection": str(root.pk)}
    typed = {f"doc-{chosen.pk}-{name}": value for name, value in values.items()}
    typed[f"doc-{chosen.pk}-title"] = "Typed again"
    other = root.add_child(name="Other")
    file = SimpleUploadedFile("new.txt", b"two", "text/plain")
    return [
        (reverse("wagtaildocs:edit", args=[chosen.pk]), values | {"file": file}),
        (reverse("wagtaildocs:edit_multiple", args=[chosen.pk]), typed),
        (bulk_url(chosen, "add_tags"), {"tags": "added"}),
        (bulk_url(chosen, "add_to_collection"), {"collection": str(other.pk)}),
        (bulk_url(chosen, "delete"), {}),
        (reverse("wagtaildocs:delete_multiple", args=[chosen.pk]), {}),
        (reverse("wagtaildocs:delete", args=[chosen.pk]), {}),
    ]


def row(obj: Any) -> tuple[Any, ...]:
    """Return everything about a file, or nothing if it was deleted."""
    values = type(obj).objects.filter(pk=obj.pk).values_list().first()
    stored = type(obj).objects.filter(pk=obj.pk).first()
    return (values, stored and stored.file.read(), stored and set(stored.tags.names()))


def changes(client: Client, obj: Any, requests: list[tuple[str, dict[str, Any]]]) -> list[str]:
    """Return the URLs that changed the file, and restore nothing in between."""
    changed = []
    for url, data in requests:
        before = row(obj)
        client.post(url, data)
        if row(obj) != before:
            changed.append(url)
    return changed


@pytest.mark.parametrize("place", ["lead image", "figure", "photo"])
@pytest.mark.parametrize("owner", ["eve", "nobody"])
def test_editors_cannot_change_a_public_picture(home, eve, place, owner):
    picture = image()
    if owner == "eve":
        ClinicImage.objects.filter(pk=picture.pk).update(uploaded_by_user=eve)
    if place == "photo":
        person(home, photo=picture)
    else:
        fields = {"lead_image": picture} if place == "lead image" else {}
        article(category(home), body=body(figure(picture)), **fields)
    requests = image_requests(picture)

    assert changes(log_in(eve), picture, requests) == []
    publisher = log_in(user_in(PUBLISHERS, "pat"))
    assert len(changes(publisher, picture, requests[:5])) == 5


@pytest.mark.parametrize("place", ["rich text", "library", "settings"])
def test_editors_cannot_change_a_linked_document(home, eve, place):
    chosen = document(eve)
    if place == "rich text":
        link = f'<p><a href="http://testserver{chosen.url}">Leaflet</a></p>'
        update_page(
            standard_page(home), body=stream(stream_block("text", {"heading": "", "text": link}))
        )
    elif place == "library":
        call_to_action(link_url=chosen.url)
    else:
        links = stream(stream_block("link", {"text": "Leaflet", "url": chosen.url}))
        ClinicSettings.objects.create(site=Site.objects.get(), legal_links=links)
    requests = document_requests(chosen)

    assert changes(log_in(eve), chosen, requests) == []
    publisher = log_in(user_in(PUBLISHERS, "pat"))
    assert len(changes(publisher, chosen, requests[:5])) == 5


def test_editors_change_what_only_drafts_show(home, eve):
    picture, chosen = image(), document()
    article(category(home), body=body(figure(picture)), live=False)
    update_page(
        standard_page(home, live=False),
        body=stream(stream_block("text", {"text": prose(f'<a href="{chosen.url}">Leaflet</a>')})),
    )
    client = log_in(eve)

    assert len(changes(client, picture, image_requests(picture)[:5])) == 5
    assert len(changes(client, chosen, document_requests(chosen)[:5])) == 5


def test_a_longer_number_is_another_document(home, eve):
    chosen = document()
    call_to_action(link_url=f"/documents/{chosen.pk}1/leaflet.txt")

    assert changes(log_in(eve), chosen, document_requests(chosen)[:1])


def test_publishers_of_one_section_change_only_its_pictures(home):
    picture, shared = image(), image("Shared")
    pain, mood = category(home, "Pain"), category(home, "Mood")
    article(pain, lead_image=picture)
    for topic in (pain, mood):
        article(topic, lead_image=shared)
    pat = user_in(EDITORS, "pat")
    group = Group.objects.create(name="Publishers of Pain")
    GroupPagePermission.objects.create(group=group, page=pain, permission_type="publish")
    pat.groups.add(group)
    client = log_in(pat)

    assert changes(client, picture, image_requests(picture)[:1])
    assert not changes(client, shared, image_requests(shared)[:1])


def test_a_refusal_says_what_to_do(home, eve):
    picture, chosen = image(), document()
    pain = category(home)
    for _number in range(2):
        article(pain, lead_image=picture)
    call_to_action(link_url=chosen.url)
    client = log_in(eve)
    reason = "This picture is shown on 2 public pages. A publisher can change it, or upload a new"

    response = client.get(reverse("wagtailimages:edit", args=[picture.pk]))
    assert response["Location"] == reverse("wagtailimages:index")
    assert reason in response_messages(response)
    assert (
        "“Nerve”: This picture is shown on 2"
        in client.get(bulk_url(picture, "delete")).content.decode()
    )
    script = client.post(
        reverse("wagtailimages:delete_multiple", args=[picture.pk]),
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert (script.status_code, reason in script.content.decode()) == (403, True)
    response = client.post(reverse("wagtaildocs:delete", args=[chosen.pk]))
    assert "This document is linked in the clinic" in response_messages(response)


def test_editors_still_see_and_choose_public_pictures(home, eve):
    picture = image()
    article(category(home), lead_image=picture)
    client = log_in(eve)

    assert "Nerve" in client.get(reverse("wagtailimages:index")).content.decode()
    chosen = client.get(reverse("wagtailimages_chooser:chosen", args=[picture.pk]))
    assert chosen.json()["result"]["id"] == str(picture.pk)
