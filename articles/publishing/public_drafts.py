"""Pages that are not live but that public pages show or contain.

The profile of an author without a page of their own is named in the articles, and the address of a
live page contains the slugs of all pages above it.
"""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from articles.models.referring_pages import get_referring_page_ids


def is_shown_draft(page: Page) -> bool:
    """Return True if the stored fields of a page that is not live are public elsewhere."""
    if page.live or not page.pk:
        return False
    if page.get_descendants().live().exists():
        return True
    return Page.objects.live().filter(pk__in=get_referring_page_ids(page)).exists()


def may_change_stored_fields(page: Page, user: Any) -> bool:
    """Return True unless changing the stored fields would publish what the user may not publish."""
    return page.permissions_for_user(user).can_publish() or not is_shown_draft(page)


def refuse_deleting(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Hook: `before_delete_page`. Without the right to publish, keep what public pages show."""
    if may_change_stored_fields(page, request.user):
        return None
    add_refusal_messages(request, [page])
    return redirect(reverse("wagtailadmin_explore", args=[page.get_parent().pk]))


def add_refusal_messages(request: HttpRequest, pages: Iterable[Page]) -> None:
    text = _("“%(title)s” is not deleted: public pages show it. A publisher can delete it.")
    for page in pages:
        messages.error(request, text % {"title": page.get_admin_display_title()})


def explain_saved_draft(request: HttpRequest, page: Page) -> None:
    """Hook: `after_edit_page`. Tell who has saved a version why public pages do not show it."""
    if request.method == "POST" and not may_change_stored_fields(page, request.user):
        text = _(
            "Public pages show “%(title)s” as it was before. They show this version when a"
            " publisher saves or publishes it."
        )
        messages.info(request, text % {"title": page.get_admin_display_title()})
