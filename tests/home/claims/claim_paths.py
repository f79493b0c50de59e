"""A sentence that stops publishing, on a page of any type, and the ways to publish it."""

from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Revision, Site

from home.models import HomePage
from tests.home.roles.admin_forms import form_data, get_forms, without_rendering

STOP = "Our course cures eczema."
PUBLISH = {"action-publish": "1"}
# The pages of `full_site`: one of every type.
TYPES = (
    *("article", "category", "condition", "conditions", "enquiry", "home", "person", "place"),
    *("places", "service", "services", "standard", "team"),
)


def fresh(obj: Any) -> Any:
    """Return a page or snippet as the database has it."""
    found = type(obj).objects.get(pk=obj.pk)
    return found.specific if isinstance(found, Page) else found


def spoil(obj: Any) -> Any:
    """Save a draft of a page or snippet that has the sentence. Return it as stored."""
    draft = fresh(obj).get_latest_revision_as_object()
    setattr(draft, spoilt_field(obj), STOP)
    draft.save_revision(clean=False)
    return fresh(obj)


def make_public_with_claim(page: Page) -> Page:
    """Make the sentence public as an earlier version of the software would have."""
    found = fresh(page)
    setattr(found, spoilt_field(page), STOP)
    found.save()
    return fresh(page)


def spoilt_field(obj: Any) -> str:
    return "search_description" if isinstance(obj, Page) else "text"


def is_public(obj: Any) -> bool:
    """Return True if the sentence is public."""
    found = fresh(obj)
    return found.live and getattr(found, spoilt_field(obj)) == STOP


def editor_data(client: Client, url: str, obj: Any, **fields: str) -> dict[str, Any]:
    """Return what the editor at this address would send with the sentence in it.

    The helper for forms cannot post opening hours.
    """
    data: dict[str, Any] = {}
    for form in get_forms(client, url):
        data |= form_data(form)
    if "hours-count" in data:
        data |= {"hours-count": "0", "exceptions-count": "0"}
    return data | {spoilt_field(obj): STOP} | fields


def post_editor(client: Client, url: str, obj: Any, **fields: str) -> Any:
    """Post the editor without rendering the answer."""
    data = editor_data(client, url, obj, **PUBLISH | fields)
    with without_rendering():
        return client.post(url, data)


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def revert_url(page: Page, revision: Revision) -> str:
    return reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, revision.pk])


def add_url(page: Page) -> str:
    """Return the address at which a page like this is added as its sibling."""
    model = page._meta
    args = [model.app_label, model.model_name, page.get_parent().pk]
    return reverse("wagtailadmin_pages:add", args=args)


def other_home() -> HomePage:
    """Return the home page of another site."""
    home = HomePage(title="Other", slug="other", hero_heading="Care")
    Page.get_first_root_node().add_child(instance=home)
    Site.objects.create(hostname="other.example", root_page=home)
    return home
