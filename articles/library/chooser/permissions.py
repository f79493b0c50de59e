"""Who may add sources to the library."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils.translation import gettext as _

View = Callable[..., HttpResponse]


def can_add_references(user: Any) -> bool:
    return user.has_perm("articles.add_reference")


def add_permission_required(view: View) -> View:
    """Refuses others with 403, which the dialog can tell from an answer; the admin redirects."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_add_references(request.user):
            return HttpResponseForbidden(_("You may not add sources to the library."))
        return view(request, *args, **kwargs)

    return guarded
