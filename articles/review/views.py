"""The page behind a review link: the article as it was sent, and the form of the response.

The holder of the link can respond and do nothing else; there is no account, session or cookie.
The token in the URL takes the place of a CSRF token, because other sites do not know it. In
addition, the headers of the request must show that the form is from this site.
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
from articles.problems.body_reading import read_body
from articles.problems.content_hash import compute_content_hash
from articles.problems.examination import find_problems
from articles.review import messages
from articles.review.forms import ANSWER_FORM_ID, AnswerForm, UnsavedText, get_unsaved_texts
from articles.review.notifications import mail_response
from articles.review.requests import get_request_by_token
from articles.review.responses import (
    RequestClosedError,
    ReviewOutcome,
    accepts_response,
    get_latest_draft,
    get_sent_article,
    record_approval,
    record_change_request,
)
from articles.review.shared_comparison import find_changes_since_review
from articles.review.shared_content import digest_shown_text
from articles.review.sign_off import get_review_interval
from articles.review.waived import list_waived_sentences
from articles.utils.same_origin import is_same_origin
from articles.utils.site_scope import get_scope_path


@dataclass(frozen=True)
class CommentedPart(OutlinePart):
    """A block of the article with the field for the reviewer's comment on it."""

    field: BoundField


def private_response(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep responses out of caches and search engines, and their URL out of referrers."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return wrapped


@csrf_exempt
@private_response
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, token: str) -> HttpResponse:
    """Show the article or process the response. A notice explains a link that does not work."""
    try:
        review_request = get_request_by_token(token)
    except BadSignature:
        return render_notice(request, messages.broken_link_notice(), 403)
    if review_request is None or not review_request.article.path.startswith(get_scope_path()):
        return render_notice(request, messages.unknown_link_notice(), 404)
    if not accepts_response(review_request):
        return render_closed(request, review_request)
    article = get_sent_article(review_request)
    shown: dict[str, Any] = {
        "block_names": get_block_names(article),
        "digest": digest_shown_text(article),
        "waived": list_waived_sentences(article),
    }
    if request.method != "POST":
        form = AnswerForm(initial={"months": get_review_interval(article)}, **shown)
        return render_article(request, review_request, article, form)
    form = AnswerForm(request.POST, **shown)
    if not is_same_origin(request, no_referrer=True):
        message = _("The form does not seem to come from this website. Submit it again")
        form.add_error(None, message)
        return render_article(request, review_request, article, form, 403)
    if not form.is_valid():
        return render_article(request, review_request, article, form, 422)
    try:
        outcome = process_response(review_request, article, form)
    except RequestClosedError:
        review_request.refresh_from_db()
        return render_closed(request, review_request)
    # The response is recorded even if the mail fails.
    mail = partial(mail_response.enqueue, review_request.pk, outcome.name)
    transaction.on_commit(mail, robust=True)
    return render_notice(request, messages.thanks_notice(outcome, article), 200)


def process_response(
    review_request: ReviewRequest, article: ArticlePage, form: AnswerForm
) -> ReviewOutcome:
    data, comments = form.cleaned_data, form.comments(review_request, article)
    if form.answer == ReviewRequest.Answer.APPROVED:
        return record_approval(review_request, data["comment"], data["months"], comments)
    return record_change_request(review_request, data["comment"], comments)


def render_article(
    request: HttpRequest,
    review_request: ReviewRequest,
    article: ArticlePage,
    form: AnswerForm,
    status: int = 200,
) -> HttpResponse:
    """Render the article as readers will see it, without the tools of a public page."""
    context = article.get_context(request)
    reading = read_body(article.body)
    draft_hash = compute_content_hash(get_latest_draft(review_request))
    fields = {child.id: field for child, field in zip(article.body, form.block_fields, strict=True)}
    context |= {
        "review_request": review_request,
        "form": form,
        "form_id": ANSWER_FORM_ID,
        "parts": [
            CommentedPart(**vars(part), field=field)
            for part, field in zip(context["parts"], form.block_fields, strict=True)
        ],
        "problems": [
            (problem, fields.get(problem.block_id)) for problem in find_problems(article, reading)
        ],
        "draft_changed": draft_hash != compute_content_hash(article, reading),
        "since_review": find_changes_since_review(article, reading),
        "has_reference_files": False,
    }
    return render(request, "articles/review/review.html", context, status=status)


def render_notice(
    request: HttpRequest,
    notice: messages.Notice,
    status: int,
    unsaved_texts: Sequence[UnsavedText] = (),
) -> HttpResponse:
    context = {"notice": notice, "unsaved_texts": unsaved_texts}
    return render(request, "articles/review/message.html", context, status=status)


def render_closed(request: HttpRequest, review_request: ReviewRequest) -> HttpResponse:
    """Render the reason, and the texts of a submitted form: they may have taken hours to write."""
    revision = review_request.revision if request.method == "POST" else None
    block_names = get_block_names(revision.as_object()) if revision else []
    texts = get_unsaved_texts(request.POST, review_request, block_names)
    return render_notice(request, messages.closed_notice(review_request), 410, texts)


def get_block_names(article: ArticlePage) -> list[str]:
    """Return the names of the blocks in the editor, in order."""
    return [section.name for section in get_sections(article.body)]
