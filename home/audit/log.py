"""Write to the audit log."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse

from home.audit.models import AuditEntry, Event
from home.network import truncated_network

GetResponse = Callable[[HttpRequest], HttpResponse]

_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


def audit_middleware(get_response: GetResponse) -> GetResponse:
    """Let signal handlers know the request, which signals of models do not have."""

    def middleware(request: HttpRequest) -> HttpResponse:
        token = _request.set(request)
        try:
            return get_response(request)
        finally:
            _request.reset(token)

    return middleware


def record(
    event: Event,
    *,
    user: Any = None,
    target: Any = "",
    details: str = "",
    known: bool = True,
    network: str | None = None,
) -> None:
    """Add an entry about the user and the network, by default those of the current request.

    Without a request it is a command that acts, and the user is empty. Set `known` to False if
    nobody has logged in yet.
    """
    request = _request.get()
    if network is None:
        network = truncated_network(request) if request is not None else ""
    if user is None and known and request is not None:
        request_user = getattr(request, "user", None)
        user = request_user if request_user and request_user.is_authenticated else None
    AuditEntry.objects.create(
        event=event,
        user_id=user.pk if user else None,
        user_name=user.get_username() if user else "",
        target=str(target)[:255],
        details=details,
        network=network,
    )
