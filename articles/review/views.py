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

from articles.blocks.outline import OutlinePart
from articles.blocks.walk import get_sections
from articles.models import ArticlePage, ReviewRequest
from articles.problems.citations import find_problems
from articles.problems.content_hash import compute_content_hash
from articles.review import messages
from articles.review.forms import ANSWER_FORM_ID, AnswerForm, UnsavedText, get_unsaved_texts
from articles.review.notifications import tell_editors
from articles.review.responses import (
    RequestClosedError,
    ReviewOutcome,
    accepts_response,
    get_latest_draft,
    get_sent_article,
    record_approval,
    record_change_request,
)
from articles.review.sign_off import get_review_interval
from articles.review.tokens import get_request_by_token
from articles.utils.same_origin import is_same_origin


@dataclass(frozen=True)
class CommentedPart(OutlinePart):
    """A block of the article with the field for what the reviewer says of it."""

    field: BoundField


def private_response(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
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
@private_response
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, token: str) -> HttpResponse:
    """Show the article, or take the answer. A link that does not work says why, and whom to ask."""
    try:
        asked = get_request_by_token(token)
    except BadSignature:
        return render_notice(request, messages.broken_link_notice(), 403)
    if asked is None:
        return render_notice(request, messages.unknown_link_notice(), 404)
    if not accepts_response(asked):
        return render_closed(request, asked)
    article = get_sent_article(asked)
    block_names = get_block_names(article)
    if request.method != "POST":
        form = AnswerForm(block_names=block_names, initial={"months": get_review_interval(article)})
        return render_article(request, asked, article, form)
    form = AnswerForm(request.POST, block_names=block_names)
    if not is_same_origin(request, no_referrer=True):
        form.add_error(None, _("The form did not seem to come from this website. Send it again"))
        return render_article(request, asked, article, form, 403)
    if not form.is_valid():
        return render_article(request, asked, article, form, 422)
    try:
        outcome = process_response(asked, article, form)
    except RequestClosedError:
        asked.refresh_from_db()
        return render_closed(request, asked)
    # Whatever comes of the mails, the answer is recorded and the reviewer told so.
    transaction.on_commit(partial(tell_editors.enqueue, asked.pk, outcome.name), robust=True)
    return render_notice(request, messages.thanks_notice(outcome, article), 200)


def process_response(asked: ReviewRequest, article: ArticlePage, form: AnswerForm) -> ReviewOutcome:
    said, comments = form.cleaned_data, form.comments(asked, article)
    if form.answer == ReviewRequest.Answer.APPROVED:
        return record_approval(asked, said["comment"], said["months"], comments)
    return record_change_request(asked, said["comment"], comments)


def render_article(
    request: HttpRequest,
    asked: ReviewRequest,
    article: ArticlePage,
    form: AnswerForm,
    status: int = 200,
) -> HttpResponse:
    """The article as readers will see it, without what only a public page has."""
    context = article.get_context(request)
    parts = zip(context["parts"], form.block_fields, strict=True)
    found = find_problems(article)
    fields = {child.id: field for child, field in zip(article.body, form.block_fields, strict=True)}
    own = {
        "asked": asked,
        "form": form,
        "form_id": ANSWER_FORM_ID,
        "parts": [CommentedPart(**vars(part), field=field) for part, field in parts],
        "problems": [(problem, fields.get(problem.block_id)) for problem in found],
        "draft_changed": compute_content_hash(get_latest_draft(asked))
        != compute_content_hash(article),
        "has_reference_files": False,
    }
    return render(request, "articles/review/review.html", context | own, status=status)


def render_notice(
    request: HttpRequest,
    notice: messages.Notice,
    status: int,
    unsaved_texts: Sequence[UnsavedText] = (),
) -> HttpResponse:
    context = {"notice": notice, "unsaved_texts": unsaved_texts}
    return render(request, "articles/review/message.html", context, status=status)


def render_closed(request: HttpRequest, asked: ReviewRequest) -> HttpResponse:
    """Why no answer is taken, with what was typed for one: it may have taken hours to write."""
    article = asked.revision.as_object() if asked.revision and request.method == "POST" else None
    block_names = get_block_names(article) if article else []
    return render_notice(
        request,
        messages.closed_notice(asked),
        410,
        get_unsaved_texts(request.POST, asked, block_names),
    )


def get_block_names(article: ArticlePage) -> list[str]:
    """What editors call the blocks of the body, in order."""
    return [section.name for section in get_sections(article.body)]
