"""Leaflets: what the file holds, and who gets it."""

import socket
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from pypdf import PdfReader
from wagtail.models import PageViewRestriction, Site

from config import slow_work
from home.delivery.cdn.addresses import FORMAT_SUFFIXES
from home.models import ClinicSettings, HomePage
from home.paper import typesetting
from home.paper.leaflets import FILE_NAME, LEAFLET_TYPES, build_leaflet
from home.paper.pdf_process import make_pdf
from tests.factories import article, category, home_page, person, standard_page, update_page

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sqlite_only,
    pytest.mark.skipif(not typesetting.is_available(), reason="WeasyPrint or Pango is missing"),
]


@pytest.fixture
def page():
    return article(category(home_page(), "Pain", slug="pain"), "Knees", slug="knees")


def leaflet_url(page) -> str:
    return f"{page.url}{FILE_NAME}"


def kept_files() -> set[str]:
    cache: Any = caches["leaflets"]
    return set(cache._cache)


def text_of(response) -> str:
    reader = PdfReader(BytesIO(response.content))
    return " ".join(" ".join(one.extract_text() for one in reader.pages).split())


def test_a_leaflet_is_sent_like_its_page(client, page):
    response = client.get(leaflet_url(page))

    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="knees.pdf"'
    assert response["Link"] == f'<http://testserver{page.url}>; rel="canonical"'
    assert response["Cache-Control"] == client.get(page.url)["Cache-Control"]
    assert not response.cookies
    assert client.post(leaflet_url(page)).status_code == 405


def test_who_has_the_file_is_answered_before_it_is_made(client, page):
    first = client.get(leaflet_url(page))
    caches["leaflets"].clear()

    again = client.get(leaflet_url(page), headers={"if-none-match": first["ETag"]})

    assert again.status_code == 304
    assert again["ETag"] == first["ETag"]
    assert not kept_files()


def test_a_leaflet_is_never_older_than_its_page(client, page):
    first = client.get(leaflet_url(page))
    update_page(page, title="Hips")
    second = client.get(leaflet_url(page))
    ClinicSettings.objects.create(site=Site.objects.get(), phone="01225 496 000")
    third = client.get(leaflet_url(page), headers={"if-none-match": "*"})  # the tag alone

    assert len({first["ETag"], second["ETag"], third["ETag"]}) == 3
    assert "Hips" in text_of(second)


def test_a_page_links_its_leaflet_only_if_it_can_be_made(client, page, monkeypatch):
    assert f'href="{leaflet_url(page)}"' in client.get(page.url).content.decode()

    monkeypatch.setattr(typesetting, "LIBRARY", "no_such_library")
    typesetting.is_installed.cache_clear()
    try:
        update_page(page, title="Hips")
        assert FILE_NAME not in client.get(page.url).content.decode()
        assert client.get(leaflet_url(page)).status_code == 404
    finally:
        typesetting.is_installed.cache_clear()


def test_only_some_public_pages_have_a_leaflet(client, page):
    home = page.get_parent().get_parent().specific
    pages = [page.get_parent(), standard_page(home, "Prices"), person(home, "Ada Byron")]
    draft = article(page.get_parent(), "Hips")
    draft.unpublish()

    assert [client.get(leaflet_url(one)).status_code for one in (*pages, draft)] == [404] * 4


def test_a_private_leaflet_is_for_those_who_may_see_the_page(client, admin_client, page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    refused, shown = client.get(leaflet_url(page)), admin_client.get(leaflet_url(page))

    assert refused.status_code == 302
    assert shown.status_code == 200
    assert "no-store" in shown["Cache-Control"]
    assert FILE_NAME not in admin_client.get(page.url).content.decode()


def test_too_many_readers_of_new_leaflets_are_asked_to_wait(client, page):
    caches["leaflets"].clear()
    taken = 0
    while slow_work.leaflets._places.acquire(blocking=False):
        taken += 1
    try:
        response = client.get(leaflet_url(page))
    finally:
        slow_work.leaflets._places.release(taken)

    assert response.status_code == 503
    assert response["Retry-After"]
    assert response["Cache-Control"] == "no-store"


def test_the_worker_makes_the_file_that_readers_get(
    client, page, settings, django_capture_on_commit_callbacks
):
    caches["leaflets"].clear()
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert not kept_files()  # without a worker, publishing waits for nothing

    settings.BACKGROUND_WORKER = True  # its queue is the immediate one of the tests
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()

    assert len(kept_files()) == 1
    made = kept_files()
    assert client.get(leaflet_url(page)).status_code == 200
    assert kept_files() == made


def test_the_maker_opens_nothing_but_its_own_files(tmp_path):
    secret = tmp_path / "secret.css"
    secret.write_text("p::after { content: 'leaked' }")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        html = (
            f'<html lang="en"><title>T</title><link rel="stylesheet" href="{secret.as_uri()}">'
            f'<link rel="stylesheet" href="leaflet:own.css"><p>Text</p>'
            f'<img src="{address}" alt="x">'
        )
        style = f'@import "{address}a.css"; p::before {{ content: "own" }}'

        file = make_pdf(html, address, {"own.css": style.encode()})

        with pytest.raises(TimeoutError):
            server.accept()
    text = PdfReader(BytesIO(file)).pages[0].extract_text()
    assert "own" in text
    assert "leaked" not in text


def test_the_same_document_makes_the_same_bytes(page):
    document = build_leaflet(page, Site.objects.get())

    first, second = (typesetting.make_leaflet_file(document) for _number in range(2))

    assert first == second


def test_a_changed_page_purges_its_leaflet():
    for page_type in LEAFLET_TYPES:
        assert FILE_NAME in FORMAT_SUFFIXES[page_type], page_type


@pytest.mark.parametrize("path", ["/leaflet.pdf", "/no/such/leaflet.pdf", "/%00/leaflet.pdf"])
def test_unknown_addresses_have_no_leaflet(path):
    home_page()

    assert Client().get(path).status_code == 404


def test_one_clinic_has_no_leaflet_of_another(client, page):
    root = page.get_parent().get_parent().get_parent()
    other = root.add_child(instance=HomePage(title="Larch", slug="larch", hero_heading="Larch"))
    path = leaflet_url(page)
    Site.objects.create(hostname="127.0.0.1", root_page=other, site_name="Larch")

    assert client.get(path, headers={"host": "127.0.0.1"}).status_code == 404
    assert client.get(path).status_code == 200
