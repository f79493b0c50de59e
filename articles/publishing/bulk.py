"""The gate for bulk publishing, copies and moves: either all pages go ahead, or none."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.models import Page

from articles.models import ArticlePage
from articles.publishing.gate import (
    PublishingRefusedError,
    blocking_issues,
    check_copies_publishable,
    check_publishable_on_other_site,
    get_version_to_publish,
)


def refuse_bulk(request: HttpRequest, kind: str, objects: list, action) -> HttpResponse | None:
    """Hook: `before_bulk_action`. Stop the action if one of its articles is refused."""
    if action.model is not Page or kind not in ("move", "publish"):
        return None
    data = action.cleaned_form.cleaned_data
    if kind == "move":
        return _run(request, action.next_url, _check_moves, objects, data["chooser"])
    refused = [
        PublishingRefusedError(article, issues)
        for article in _articles_to_publish(objects, data["include_descendants"], request.user)
        if (issues := blocking_issues(article))
    ]
    for each in refused:
        messages.error(request, each.html)
    return redirect(action.next_url) if refused else None


def _articles_to_publish(pages: Iterable[Page], descend: bool, user) -> Iterator[ArticlePage]:
    """Yield each chosen article, and each draft below if `descend`, as it would be published."""
    ids = {page.pk for page in pages}
    if descend:
        for page in pages:
            ids |= {
                below.pk
                for below in page.get_descendants().not_live()
                if below.permissions_for_user(user).can_publish()
            }
    for article in ArticlePage.objects.filter(pk__in=ids, alias_of=None):
        yield get_version_to_publish(article)


def refuse_public_copies(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Hook: `before_copy_page`. An alias keeps the text and the sign-offs of its source."""
    data = request.POST
    if not (data.get("publish_copies") or data.get("alias")):
        return None
    check = check_publishable_on_other_site if data.get("alias") else check_copies_publishable
    parent_id = data.get("new_parent_page", "")
    parent = Page.objects.filter(pk=parent_id).first() if parent_id.isdecimal() else None
    recursive = bool(data.get("copy_subpages"))
    url = request.get_full_path()
    return _run(request, url, check, page, parent or page.get_parent(), with_descendants=recursive)


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
