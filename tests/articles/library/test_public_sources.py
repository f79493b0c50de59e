"""Who may not publish changes nothing that readers see of a source, whichever way they try."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from articles.models import Reference
from home.models.roles import EDITORS, REVIEWERS
from tests.articles.library.source_form import submit
from tests.articles.library.staff import log_in, member
from tests.factories import article, body, category, explanation, home_page, reference, references
from tests.helpers import clear_all_caches

pytestmark = pytest.mark.django_db

DOI = "10.1016/j.jpain.2006.01.454"
SNIPPET = "/admin/snippets/articles/reference"
IMPORT = "/admin/references/import/"
NEW_WORDS = {"title": "Proof at last", "authors": "Best A", "year": "2020", "state_note": "Fine."}
RECORD = (
    f"TY  - JOUR\nTI  - A study\nAU  - Wood, PB\nPY  - 2006\nVL  - 7\nSP  - 1\nEP  - 9\n"
    f"DO  - {DOI}\nER  - \n"
)


class Cited(NamedTuple):
    """Two sources that a live page cites, and everything the public sees of them."""

    one: Reference
    two: Reference
    urls: list[str]

    def public_bytes(self) -> dict[str, bytes]:
        clear_all_caches()
        visitor = Client()
        return {url: visitor.get(url).content for url in self.urls}


@pytest.fixture
def cited() -> Cited:
    one = reference("Wood PB", doi=DOI, state="retracted", state_note="Notice.")
    two = reference("Wood PB", title="A study.", container="")
    topic = category(home_page())
    page = article(topic, body=body(explanation(cited=(one,)), references((two,))))
    files = ("", "references.ris", "references.json", "article.md", "cite.ris", "cite.json")
    urls = [page.url + name for name in files]
    return Cited(one, two, [*urls, topic.url, "/feed/", f"{topic.url}feed/", "/llms.txt"])


def edit_form(client: Client, cited: Cited) -> None:
    for source in (cited.one, cited.two):
        submit(client, source, state="", reason="Checked", **NEW_WORDS)


def blind_post(client: Client, cited: Cited) -> None:
    """Post a form that was never shown, as a page would send it that claims to publish."""
    data = {"kind": "article", **NEW_WORDS, "state": "", "action-publish": "1", "publish": "1"}
    for source in (cited.one, cited.two):
        for json in ({}, {"accept": "application/json"}):
            client.post(f"{SNIPPET}/edit/{source.pk}/", data | {"reason": "x"}, headers=json)


def proposals(client: Client, cited: Cited) -> None:
    edit_form(client, cited)
    for source in (cited.one, cited.two):
        url = f"{SNIPPET}/proposal/{source.pk}/"
        shown = client.get(url)
        version = shown.context["form"].version if shown.status_code == 200 else ""
        data = {"take": list(NEW_WORDS), "reason": "x", "shown_version": version, "publish": "1"}
        client.post(url, data)


def import_update(client: Client, cited: Cited) -> None:
    shown = client.post(IMPORT, {"text": RECORD})
    client.post(shown.headers["Location"], {"import": "1", "row": ["1"]})


def paste_in_dialog(client: Client, cited: Cited) -> None:
    data = {"text": RECORD, "save": "1", "chosen": "1"}
    client.post("/admin/citations/paste/", data)
    client.post("/admin/citations/numbers/", data | {"numbers": "1"})


def merge(client: Client, cited: Cited) -> None:
    one, two = cited.one, cited.two
    client.post(f"{SNIPPET}/merge/{one.pk}/", {"keep": two.pk, "take": ["title", "container"]})
    client.post(f"{SNIPPET}/merge/{two.pk}/", {"keep": one.pk, "take": ["title", "container"]})


def delete(client: Client, cited: Cited) -> None:
    ids = f"id={cited.one.pk}&id={cited.two.pk}"
    client.post(f"{SNIPPET}/delete/{cited.one.pk}/")
    client.post(f"/admin/bulk/articles/reference/delete/?{ids}")


WITHOUT_A_FORM = [blind_post, import_update, paste_in_dialog, merge, delete]
WAYS = [
    *((EDITORS, way) for way in (edit_form, proposals, *WITHOUT_A_FORM)),
    *((REVIEWERS, way) for way in WITHOUT_A_FORM),
]


@pytest.mark.parametrize(("role", "way"), WAYS)
def test_nothing_public_changes(cited: Cited, role: str, way: Callable[[Client, Cited], None]):
    client = log_in(member(role))
    before = cited.public_bytes()

    way(client, cited)

    assert cited.public_bytes() == before
    assert b"Proof at last" not in b"".join(before.values())


def test_the_rights_to_delete_and_change_are_not_enough_to_merge(cited: Cited):
    user = member(EDITORS)
    user.user_permissions.add(Permission.objects.get(codename="delete_reference"))
    before = cited.public_bytes()

    merge(log_in(user), cited)

    assert cited.public_bytes() == before


@pytest.mark.parametrize("way", [edit_form, blind_post])
def test_the_same_is_public_at_once_from_a_publisher(cited: Cited, publisher: Client, way):
    before = cited.public_bytes()

    way(publisher, cited)

    after = cited.public_bytes()
    # The copyable citation of the article and the lists do not name its sources.
    changed = {url for url in before if before[url] != after[url]}
    assert {url.rpartition("/")[2] for url in changed} >= {"", "references.ris", "article.md"}
    assert b"Proof at last" in b"".join(after.values())
