"""The page behind a review link: the article as it was sent, and the reviewer's answer.

Whoever holds the link may answer, and do nothing else: no account, no session and no cookie are
asked or given. The token in the address stands for the CSRF token, which a foreign page could not
know either; besides, the browser is asked where the form was sent from.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any

from django.core.signing import BadSignature
from django.db import transaction
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from articles.blocks.outline import Part
from articles.blocks.walk import sections
from articles.models import ArticlePage, ReviewRequest
from articles.problems.citations import problems
from articles.problems.content_hash import content_hash
from articles.review import messages as wording
from articles.review.forms import FORM, AnswerForm, Typed, unrecorded
from articles.review.notifications import tell_editors
from articles.review.responses import (
    AnsweredError,
    Outcome,
    approve,
    ask_for_changes,
    latest_draft,
    takes_answers,
    text_sent,
)
from articles.review.sign_off import interval_of
from articles.review.tokens import request_of
from articles.utils.same_origin import sent_from_here


@dataclass(frozen=True)
class CommentedPart(Part):
    """A block of the article with the field for what the reviewer says of it."""

    field: BoundField


def for_one_reader(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Kept by no cache, found by no search engine, and its address told to nobody."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return answer


@csrf_exempt
@for_one_reader
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, token: str) -> HttpResponse:
    """Show the article, or take the answer. A link that does not work says why, and whom to ask."""
    try:
        asked = request_of(token)
    except BadSignature:
        return tell(request, wording.broken_link(), 403)
    if asked is None:
        return tell(request, wording.unknown_link(), 404)
    if not takes_answers(asked):
        return tell_it_is_over(request, asked)
    article = text_sent(asked)
    names = names_of_blocks(article)
    if request.method != "POST":
        form = AnswerForm(names=names, initial={"months": interval_of(article)})
        return show(request, asked, article, form)
    form = AnswerForm(request.POST, names=names)
    if not sent_from_here(request, hides_address=True):
        form.add_error(None, _("The form did not seem to come from this website. Send it again"))
        return show(request, asked, article, form, 403)
    if not form.is_valid():
        return show(request, asked, article, form, 422)
    try:
        outcome = answered(asked, article, form)
    except AnsweredError:
        asked.refresh_from_db()
        return tell_it_is_over(request, asked)
    # Whatever comes of the mails, the answer is recorded and the reviewer told so.
    transaction.on_commit(partial(tell_editors.enqueue, asked.pk, outcome.name), robust=True)
    return tell(request, wording.thanks(outcome, article), 200)


def answered(asked: ReviewRequest, article: ArticlePage, form: AnswerForm) -> Outcome:
    said, comments = form.cleaned_data, form.comments(asked, article)
    if form.answer == ReviewRequest.Answer.APPROVED:
        return approve(asked, said["comment"], said["months"], comments)
    return ask_for_changes(asked, said["comment"], comments)


def show(
    request: HttpRequest,
    asked: ReviewRequest,
    article: ArticlePage,
    form: AnswerForm,
    status: int = 200,
) -> HttpResponse:
    """The article as readers will see it, without what only a public page has."""
    context = article.get_context(request)
    parts = zip(context["parts"], form.block_fields, strict=True)
    found = problems(article)
    fields = {child.id: field for child, field in zip(article.body, form.block_fields, strict=True)}
    own = {
        "asked": asked,
        "form": form,
        "form_id": FORM,
        "parts": [CommentedPart(**vars(part), field=field) for part, field in parts],
        "problems": [(problem, fields.get(problem.block_id)) for problem in found],
        "draft_changed": content_hash(latest_draft(asked)) != content_hash(article),
        "has_reference_files": False,
    }
    return render(request, "articles/review/review.html", context | own, status=status)


def tell(
    request: HttpRequest, said: wording.Telling, status: int, lost: Sequence[Typed] = ()
) -> HttpResponse:
    context = {"said": said, "lost": lost}
    return render(request, "articles/review/message.html", context, status=status)


def tell_it_is_over(request: HttpRequest, asked: ReviewRequest) -> HttpResponse:
    """Why no answer is taken, with what was typed for one: it may have taken hours to write."""
    article = asked.revision.as_object() if asked.revision and request.method == "POST" else None
    names = names_of_blocks(article) if article else []
    return tell(request, wording.closed(asked), 410, unrecorded(request.POST, asked, names))


def names_of_blocks(article: ArticlePage) -> list[str]:
    """What editors call the blocks of the body, in order."""
    return [section.name for section in sections(article.body)]
