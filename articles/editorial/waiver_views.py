"""The views by which the panel "Problems" waives a claim, and withdraws a waiver.

They answer with JSON: the new `list` of problems, or the `errors` by field.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.citations.markup import is_id
from articles.editorial.claim_counts import update_public_claims
from articles.editorial.metrics import update_published_metrics
from articles.editorial.problem_lines import get_claim_key
from articles.editorial.problem_list import ProblemList
from articles.editorial.side_panel import get_draft
from articles.models import ArticlePage, Waiver
from articles.problems.claims.passages import Claim
from articles.problems.examination import examine
from articles.publishing.waiving import WaiverRefusedError, waive, withdraw

# The key of errors that are about no field.
GENERAL = "__all__"


@require_POST
def waive_claim(request: HttpRequest, **ids: int) -> HttpResponse:
    """Waive a claim of the latest draft: the kinds that are ticked, if there are several."""
    draft = get_draft(request.user, **ids)
    sent = {name: _read(request, name) for name in ("claim", "reason", "words")}
    claim = _find_claim(draft, sent["claim"])
    if claim is None:
        message = _("The saved draft does not have this sentence. Save first, then waive it.")
        return _refuse(WaiverRefusedError(message))
    try:
        ticked = request.POST.getlist("family") if "kinds" in request.POST else None
        waive(request.user, draft, claim, sent["reason"], sent["words"], ticked)
    except WaiverRefusedError as refused:
        return _refuse(refused)
    return _accept(draft, request.user)


@require_POST
def withdraw_waivers(request: HttpRequest, **ids: int) -> HttpResponse:
    """Withdraw the waivers of a sentence."""
    draft = get_draft(request.user, **ids)
    chosen = set(filter(is_id, request.POST.getlist("waiver")))
    found = list(Waiver.objects.active().of(draft).filter(pk__in=chosen))
    gone = WaiverRefusedError(_("This waiver was withdrawn already."))
    if not found:
        return _refuse(gone)
    try:
        with transaction.atomic():
            for waiver in found:
                withdraw(request.user, draft, waiver)
    except WaiverRefusedError as refused:
        return _refuse(refused)
    except IntegrityError:  # by another request at the same time
        return _refuse(gone)
    return _accept(draft, request.user)


def _accept(draft: Any, user: Any) -> HttpResponse:
    """Return the list of problems after a change, which may concern what is public."""
    if isinstance(draft, ArticlePage) and draft.live:
        update_published_metrics(pk=draft.pk)
    else:
        update_public_claims(draft)
    return JsonResponse({"list": ProblemList(draft, user).render_html()})


def _read(request: HttpRequest, name: str) -> str:
    """Return what was sent, without NUL, which PostgreSQL does not store."""
    return request.POST.get(name, "").replace("\0", "")


def _find_claim(draft: Any, key: str) -> Claim | None:
    examination = examine(draft)
    claims = (each.claim for each in (*examination.problems, *examination.notes))
    return next((claim for claim in claims if claim and get_claim_key(claim) == key), None)


def _refuse(error: ValidationError) -> HttpResponse:
    """Return the messages by the field they are about, for the script to show beside it."""
    by_field = hasattr(error, "error_dict")
    errors = error.message_dict if by_field else {GENERAL: error.messages}
    return JsonResponse({"errors": errors})
