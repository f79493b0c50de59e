"""Views that an open editor asks whether it could save."""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

NOTICES = {
    "offline": _(
        "You are offline. Your latest changes are on this page only. Leave it open: they can be"
        " saved once you are online again."
    ),
    "unreachable": _(
        "The server does not answer. Your latest changes are on this page only. Leave it open:"
        " we keep trying."
    ),
    "unavailable": _(
        "The server cannot save at the moment. Your latest changes are on this page only. Leave it"
        " open: we keep trying."
    ),
    "loggedOut": _(
        "Your session has ended. Your latest changes are on this page only. Log in again to save"
        " them."
    ),
    "otherUser": _("You are logged in as another user now, under whose name changes are saved."),
    "refused": _(
        "Autosave failed. Your latest changes are on this page only. Save them to see the reason."
    ),
    "back": _("The connection is back. Save your changes."),
    "saved": _("The connection is back, and your changes are saved."),
}


@require_GET
@never_cache
def connection(request: HttpRequest) -> HttpResponse:
    """Return who is logged in, and a CSRF token.

    The database answers, or this would be a 503. Wagtail answers 403 after the session has ended.
    The token replaces the form's own, which is void after a new login.
    """
    user = request.user
    return JsonResponse(
        {"user": str(user.pk), "name": user.get_username(), "csrf": get_token(request)}
    )


@require_GET
@never_cache
def logged_in_again(request: HttpRequest) -> HttpResponse:
    """Render the page after a login in the editor's dialog, which then closes."""
    return TemplateResponse(request, "home/admin/editing/logged_in_again.html")


def connection_notice() -> SafeString:
    """Hook `insert_editor_js`: return the notice, the dialog and their script."""
    texts = json.dumps({name: str(text) for name, text in NOTICES.items()})
    return render_to_string("home/admin/editing/connection.html", {"texts": texts})
