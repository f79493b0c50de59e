"""The gate for bulk publishing, copies and moves: either all pages go ahead, or none."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions import PublishBulkAction as WagtailPublishBulkAction
from wagtail.models import Page

from articles.models.gated import GatedMixin
from articles.publishing.errors import PublishingRefusedError
from articles.publishing.gate import blocking_issues, get_version_to_publish
from articles.publishing.public_drafts import add_refusal_messages, may_change_stored_fields
from articles.publishing.transfers import (
    check_aliases_publishable,
    check_copies_publishable,
    check_publishable_on_other_site,
)


def refuse_bulk(request: HttpRequest, kind: str, objects: list, action) -> HttpResponse | None:
    """Hook: `before_bulk_action`. Stop the action if one of its pages is refused."""
    if action.model is not Page or kind not in ("delete", "move", "publish"):
        return None
    if kind == "delete":
        shown = [page for page in objects if not may_change_stored_fields(page, request.user)]
        add_refusal_messages(request, shown)
        return redirect(action.next_url) if shown else None
    data = action.cleaned_form.cleaned_data
    if kind == "move":
        return _run(request, action.next_url, _check_moves, objects, data["chooser"])
    refused = [
        PublishingRefusedError(page, issues)
        for page in _pages_to_publish(objects, data["include_descendants"], request.user)
        if (issues := blocking_issues(page))
    ]
    for each in refused:
        messages.error(request, each.html)
    return redirect(action.next_url) if refused else None


class PublishBulkAction(WagtailPublishBulkAction):
    """Wagtail's action without aliases, which it cannot publish: they follow their originals."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Say which of the chosen pages are aliases. Publish the others."""
        chosen, _no_access = self.get_actionable_objects()
        response = super().form_valid(form)
        if aliases := [page for page in chosen if page.alias_of_id]:
            message = ngettext(
                "This page is an alias, and is public whenever its original is: %(titles)s."
                " Publish its original.",
                "These pages are aliases, and are public whenever their originals are: %(titles)s."
                " Publish their originals.",
                len(aliases),
            )
            titles = "; ".join(f"“{page.get_admin_display_title()}”" for page in aliases)
            messages.warning(self.request, message % {"titles": titles})
        return response

    @classmethod
    def execute_action(
        cls, objects: list[Page], include_descendants: bool = False, user: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        pages = [page for page in objects if not page.alias_of_id]
        number, _none = super().execute_action(pages, user=user, **kwargs)
        below = _drafts_below(objects, user) if include_descendants else []
        number_below, _none = super().execute_action(below, user=user, **kwargs)
        return number, number_below

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        if not num_parent_objects and not num_child_objects:
            return None
        return super().get_success_message(num_parent_objects, num_child_objects)


def _drafts_below(pages: Iterable[Page], user: Any) -> list[Page]:
    """Return the drafts below any of the pages that the user may publish."""
    drafts = {
        draft.pk: draft
        for page in pages
        for draft in page.get_descendants().not_live().filter(alias_of=None)
        if draft.permissions_for_user(user).can_publish()
    }
    return list(drafts.values())


def _pages_to_publish(pages: Iterable[Page], descend: bool, user: Any) -> Iterator[Page]:
    """Yield each chosen page, and each draft below if `descend`, as it would be published."""
    below = _drafts_below(pages, user) if descend else []
    ids = {page.pk for page in (*pages, *below)}
    for page in Page.objects.filter(pk__in=ids, alias_of=None).order_by("path").specific():
        if isinstance(page, GatedMixin):
            yield get_version_to_publish(page)


def refuse_public_copies(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Hook: `before_copy_page`. An alias keeps the text and the sign-offs of its source."""
    data = request.POST
    if not (data.get("publish_copies") or data.get("alias")):
        return None
    check = check_aliases_publishable if data.get("alias") else check_copies_publishable
    parent_id = data.get("new_parent_page", "")
    parent = Page.objects.filter(pk=parent_id).first() if parent_id.isdecimal() else None
    recursive = bool(data.get("copy_subpages"))
    url = request.get_full_path()
    return _run(request, url, check, page, parent or page.get_parent(), with_descendants=recursive)


def refuse_converting_alias(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Hook: `before_convert_alias_page`. A public alias becomes a public page of its own."""
    if not page.live or page.permissions_for_user(request.user).can_publish():
        return None
    messages.error(request, _("This alias is public. Ask a publisher to convert it."))
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def refuse_moves(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Hook: `before_move_page`, which also runs before the page that asks for confirmation."""
    return _run(
        request,
        reverse("wagtailadmin_pages:move", args=[page.pk]),
        _check_moves,
        [page],
        destination,
    )


def _check_moves(pages: Iterable[Page], destination: Page) -> None:
    for page in pages:
        check_publishable_on_other_site(page, destination)


def _run(
    request: HttpRequest, url: str, check: Callable[..., None], *args: Any, **kwargs: Any
) -> HttpResponse | None:
    """Run a check. If it refuses, add a message and return a redirect to the URL."""
    try:
        check(*args, **kwargs)
    except PublishingRefusedError as refused:
        messages.error(request, refused.html)
        return redirect(url)
    return None
