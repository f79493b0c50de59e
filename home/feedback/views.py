"""The addresses below an article that take an answer, and then words about it.

A POST stores nothing that pages show, so no cache is emptied.
"""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from wagtail.models import Page, Site
from wagtail.views import serve

from articles.models import ArticlePage
from articles.models.base import get_original
from articles.public.page_formats import ServeCallable, serve_page_format
from home.delivery.site_context import get_site_context
from home.feedback.models import MAX_WORDS_LENGTH
from home.feedback.receiving import ANSWERS, count_answer, store_words
from home.public_forms import guards, limits
from home.public_forms.forms import PublicFormMixin
from home.public_forms.guards import FormRefusal
from home.public_forms.responses import guard_context, mark_refused, never_cached

TEMPLATE = "home/feedback/page.html"
ANSWER_PATH, WORDS_PATH = "clear/", "clear/words/"


class WordsForm(PublicFormMixin, forms.Form):
    """What a reader missed in an article."""

    words = forms.CharField(
        label=_("What was missing?"),
        help_text=_(
            "Please write nothing about your own health: we cannot reply, and this is no place for "
            "it. At most %(number)d characters."
        )
        % {"number": MAX_WORDS_LENGTH},
        max_length=MAX_WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Write what was missing, or close this page"),
            "max_length": _("Shorten this to %(limit_value)d characters or fewer"),
        },
    )


@csrf_exempt  # `home.public_forms.guards` explains why
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def feedback_answer(request: HttpRequest, path: str) -> HttpResponse:
    """Count "Yes" or "Not quite" for the article at `path`, and thank the reader."""
    return serve_below_article(request, path, ANSWER_PATH, receive_answer)


@csrf_exempt
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def feedback_words(request: HttpRequest, path: str) -> HttpResponse:
    """Store what a reader of the article at `path` missed."""
    return serve_below_article(request, path, WORDS_PATH, receive_words)


def serve_below_article(
    request: HttpRequest, path: str, below: str, receive: ServeCallable
) -> HttpResponse:
    """Receive a form below an article; serve the page of that address if there is no article."""
    route = Page.route_for_request(request, path)
    if route is not None and isinstance(route.page, ArticlePage):
        return serve_page_format(request, path, ArticlePage, receive)
    del request._wagtail_route_for_request  # type: ignore[attr-defined]  # of the path above
    return csrf_protect(serve)(request, f"{path}{below}")


def receive_answer(
    page: ArticlePage, request: HttpRequest, args: list, kwargs: dict[str, str]
) -> HttpResponse:
    readers = find_readers(request)
    chosen = request.POST.get("answer", "")
    if request.method != "POST" or chosen not in ANSWERS:
        return back_to(page, request)
    refusal = find_refusal(request, page)
    if refusal:
        return mark_refused(show(page, request, {"chosen": chosen}, refusal), refusal)
    limits.FEEDBACK.count(request)
    count_answer(get_original(page), chosen)
    form = WordsForm() if readers.takes_words else None
    return never_cached(show(page, request, {"is_counted": True, "chosen": chosen, "form": form}))


def receive_words(
    page: ArticlePage, request: HttpRequest, args: list, kwargs: dict[str, str]
) -> HttpResponse:
    readers = find_readers(request)
    if not readers.takes_words:
        raise Http404
    if request.method != "POST":
        return back_to(page, request)
    form = WordsForm(request.POST)
    refusal = find_refusal(request, page)
    if refusal or not form.is_valid():
        return mark_refused(show(page, request, {"form": form}, refusal), refusal)
    limits.FEEDBACK.count(request)
    store_words(get_original(page), form.cleaned_data["words"])
    return never_cached(show(page, request, {"has_words": True}))


def find_readers(request: HttpRequest) -> Any:
    """Return the settings of the site. Raise `Http404` if it does not ask."""
    readers = get_site_context(Site.find_for_request(request)).readers
    if not readers.asks_if_clear:
        raise Http404
    return readers


def find_refusal(request: HttpRequest, page: ArticlePage) -> FormRefusal | None:
    refusal = guards.find_refusal(request, page.pk)
    return guards.RATE_LIMITED if not refusal and limits.FEEDBACK.is_reached(request) else refusal


def back_to(page: ArticlePage, request: HttpRequest) -> HttpResponse:
    return never_cached(HttpResponseRedirect(page.get_url(request) or "/"))


def show(
    page: ArticlePage,
    request: HttpRequest,
    context: dict[str, Any],
    refusal: FormRefusal | None = None,
) -> HttpResponse:
    """Return the page with the thanks, or with what was refused, to be sent again."""
    request.is_preview = False  # type: ignore[attr-defined]  # allows cached fragments
    token = request.POST.get(guards.TOKEN_FIELD, "")
    if guards.token_age(token, page.pk) is None:
        token = guards.daily_token(page.pk)
    context = guard_context(request, token, refusal) | {
        "article": page,
        "article_url": page.get_url(request) or "/",
        **context,
    }
    response = render(request, TEMPLATE, context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
