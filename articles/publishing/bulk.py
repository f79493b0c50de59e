"""Publishing many pages at once, and copying them as public pages: all, or none and why."""

from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
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
from articles.publishing.refusal_views import add_refusal_message


def refuse_bulk(request: HttpRequest, kind: str, objects: list, action) -> HttpResponse | None:
    """For the hook `before_bulk_action`: nothing is published if one of the articles may not be,
    and nothing moved."""
    if action.model is not Page:
        return None
    if kind == "move":
        return _refuse_moves(request, objects, action)
    if kind != "publish":
        return None
    descend = action.cleaned_form.cleaned_data["include_descendants"]
    refused = [
        PublishingRefusedError(article, found)
        for article in _articles_to_publish(objects, descend, request.user)
        if (found := blocking_issues(article))
    ]
    for each in refused:
        messages.error(request, each.html)
    return redirect(action.next_url) if refused else None


def _articles_to_publish(pages: Iterable[Page], descend: bool, user) -> Iterator[ArticlePage]:
    """The articles as they would be published, each once: those chosen and the drafts below."""
    articles = {page.pk for page in pages}
    if descend:
        for page in pages:
            articles |= {
                below.pk
                for below in page.get_descendants().not_live()
                if below.permissions_for_user(user).can_publish()
            }
    for article in ArticlePage.objects.filter(pk__in=articles, alias_of=None):
        yield get_version_to_publish(article)


def _refuse_moves(request: HttpRequest, objects: list, action) -> HttpResponse | None:
    try:
        for page in objects:
            check_publishable_on_other_site(page, action.cleaned_form.cleaned_data["chooser"])
    except PublishingRefusedError as refused:
        add_refusal_message(request, refused)
        return redirect(action.next_url)
    return None


def refuse_public_copies(request: HttpRequest, page: Page) -> HttpResponse | None:
    """For the hook `before_copy_page`. An alias is no copy: it shows what its source shows, with
    the same signatures."""
    wanted = request.POST
    check = check_publishable_on_other_site if wanted.get("alias") else check_copies_publishable
    if not (wanted.get("publish_copies") or wanted.get("alias")):
        return None
    chosen = wanted.get("new_parent_page", "")
    parent = Page.objects.filter(pk=chosen).first() if chosen.isdecimal() else None
    try:
        check(page, parent or page.get_parent(), with_descendants=bool(wanted.get("copy_subpages")))
    except PublishingRefusedError as refused:
        add_refusal_message(request, refused)
        return redirect(request.get_full_path())
    return None


def refuse_moves(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """For the hook `before_move_page`, which is asked before the question whether to move, too."""
    try:
        check_publishable_on_other_site(page, destination)
    except PublishingRefusedError as refused:
        add_refusal_message(request, refused)
        return redirect("wagtailadmin_pages:move", page.pk)
    return None
