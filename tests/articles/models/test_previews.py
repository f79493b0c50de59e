"""The preview panel marks editable elements, and public pages do not."""

import re
from typing import Any

import pytest
from bs4 import Tag
from django.template.loaders.filesystem import Loader as Files
from django.urls import reverse

from articles.models import ArticlePage
from articles.models.previews import PreviewMode
from tests.factories import (
    article,
    block,
    body,
    call_to_action,
    call_to_action_block,
    category,
    enquiry_page,
    full_body,
    home_page,
    image,
    list_items,
    person,
    reference,
    standard_page,
    stream,
    table,
    update_page,
)
from tests.helpers import clear_all_caches, parse_response

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

IN_PREVIEW_PANEL = {"in_preview_panel": True}
MODES = [*PreviewMode.values, "unheard-of"]
TAG = re.compile(r"{% edit(_in)?\b.*?%}")


class TagStrippingLoader(Files):
    """Remove the tags of visual editing from all templates."""

    def get_contents(self, origin):
        return TAG.sub("", super().get_contents(origin))


def paths(soup: Tag) -> list[list[str]]:
    """Return the path of each marked element, joined as the editor's script does."""
    found = []
    for part in soup.select("[data-edit]"):
        around = [part, *part.find_parents(attrs={"data-edit": True})]
        around += part.find_parents(attrs={"data-edit-in": True})
        around.sort(key=lambda element: len(list(element.parents)))
        words = [str(one.get("data-edit") or one.get("data-edit-in")) for one in around]
        found.append(" ".join(words).split("/")[-1].split())
    return found


def path_exists(value: Any, path: list[str]) -> bool:
    """Return True if stored JSON has the path: fields by name, blocks and items by id."""
    if not path:
        return True
    if isinstance(value, list):
        value = {item["id"]: item["value"] for item in value}
    return path[0] in value and path_exists(value[path[0]], path[1:])


@pytest.fixture
def pages():
    """One complete page of each type."""
    home = home_page()
    pain = category(home, "Pain")
    chosen = call_to_action()
    cited = (reference(),)
    ada = person(home, bio="<p>Ada.</p>", credentials="MD")
    sections = stream(
        block("trust", {"statements": list_items({"heading": "Cited", "text": "Each."})}),
        block("latest", {"heading": "New"}),
        block("people", {"heading": "People", "people": list_items(ada.pk)}),
        block("topics", {"heading": "Topics", "categories": list_items(pain.pk)}),
        call_to_action_block(chosen),
    )
    update_page(home, body=sections)
    text = block("text", {"heading": "How to pay", "text": "<p>By card.</p>"})
    steps = stream(block("step", {"heading": "We reply", "text": "Soon."}))
    body_of_article = full_body(image(), chosen, cited)
    return [
        home,
        pain,
        ada,
        article(pain, "Whole", authors=(ada,), body=body_of_article),
        standard_page(home, body=stream(text, table(), call_to_action_block(chosen))),
        enquiry_page(home, steps=steps, urgent_help="<p>Call.</p>"),
    ]


def responses(client, pages) -> list[bytes]:
    clear_all_caches()
    html = [client.get(page.url).content for page in pages]
    # What differs from one answer to the next: the signed time of the form.
    return [re.sub(rb'name="page-token" value="[^"]*"', b"", part) for part in html]


def test_visual_editing_does_not_change_public_pages(client, settings, pages):
    with_tag = responses(client, pages)
    (engine,) = settings.TEMPLATES
    files = (f"{__name__}.TagStrippingLoader", engine["DIRS"])
    apps = "django.template.loaders.app_directories.Loader"
    loaders = [("django.template.loaders.cached.Loader", [files, apps])]
    settings.TEMPLATES = [
        engine | {"APP_DIRS": False, "OPTIONS": engine["OPTIONS"] | {"loaders": loaders}}
    ]

    preview = pages[0].make_preview_request(extra_request_attrs=IN_PREVIEW_PANEL)
    assert b"data-edit" not in preview.content
    assert responses(client, pages) == with_tag
    assert not any(b"data-edit" in html for html in with_tag)


def test_preview_marks_match_form_fields(pages):
    for page in pages:
        soup = parse_response(page.make_preview_request(extra_request_attrs=IN_PREVIEW_PANEL))
        streams = {
            field.name: list(getattr(page, field.name).raw_data)
            for field in page._meta.get_fields()
            if field.name in page.get_streamfield_names()
        }
        rows = {field.get_accessor_name() for field in page._meta.related_objects}
        found = [path for path in paths(soup) if "?" not in path]
        assert found
        for path in found:
            name, *rest = path
            assert hasattr(page, name) or name in rows
            assert path_exists(streams.get(name, []), rest), path


def test_every_block_and_item_of_an_article_is_marked(pages):
    page = next(page for page in pages if isinstance(page, ArticlePage))
    soup = parse_response(page.make_preview_request(extra_request_attrs=IN_PREVIEW_PANEL))
    ids = {path[-1] for path in paths(soup)}

    for child in page.body.raw_data:
        assert child["id"] in ids, child["type"]
        for name in ("points", "statements", "known", "unknown", "items", "callouts"):
            value = child["value"] if isinstance(child["value"], dict) else {}
            assert {item["id"] for item in value.get(name, [])} <= ids, child["type"]


def test_a_block_without_an_id_has_no_edit_link():
    home_page()
    page = ArticlePage(title="Pain")
    page.body = [("explanation", {"heading": "Why", "text": ""})]

    soup = parse_response(page.make_preview_request(extra_request_attrs=IN_PREVIEW_PANEL))

    (block_shown,) = soup.select("section[data-edit]:has(> h2)")
    assert "Why" in block_shown.text
    assert block_shown["data-edit"] == "?"
    assert ["body", "?", "heading"] in paths(soup)


def test_cards_of_other_articles_have_no_edit_link(pages):
    whole = next(page for page in pages if isinstance(page, ArticlePage))
    article(whole.get_parent(), "Neighbour")

    soup = parse_response(whole.make_preview_request(extra_request_attrs=IN_PREVIEW_PANEL))

    assert not soup.select_one(".related .card").select("[data-edit]")


@pytest.mark.parametrize("mode", MODES)
def test_an_incomplete_article_has_every_preview_mode(mode):
    pain = category(home_page())
    new = ArticlePage(title="Unfinished")
    saved = article(pain, "Unfinished", body=body())

    for page in (new, saved):
        response = page.make_preview_request(
            preview_mode=mode, extra_request_attrs=IN_PREVIEW_PANEL
        )
        soup = parse_response(response)
        assert "Unfinished" in soup.h1.text
        assert ["title"] in paths(soup)
        assert "None" not in soup.text
        alone = page.make_preview_request(preview_mode=mode)
        assert "data-edit" not in alone.content.decode()


def test_the_draft_share_image_is_for_staff_only(admin_client, client):
    page = article(category(home_page()), "Old title")
    page.title = "New title"
    response = page.make_preview_request(preview_mode=PreviewMode.FOUND)
    (shown,) = parse_response(response).select(".shared img")
    address = str(shown["src"])

    picture = admin_client.get(address)

    assert picture["Content-Type"] == "image/png"
    assert client.get(address).status_code == 302
    forged = reverse("editorial:share_image", args=["forged"])
    assert admin_client.get(forged).status_code == 404
