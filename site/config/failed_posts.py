"""A WSGI layer that loses nothing a visitor sends with a form when Django fails.

An enquiry is kept on disk and stored later: see `home.enquiry.outage`. Any other form is offered to
be sent again. Forms of the admin are not handled here.
"""

import io
import logging
import re
import threading
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers

from articles.utils.same_origin import is_same_origin
from config.errors import RETRY_AFTER
from config.middleware import is_utf_8
from config.page_cache.responses import ApplicationResponse
from home.enquiry.deadline import DeadlineError, DeadlineRunner
from home.enquiry.last_known import Contact, get_contact
from home.enquiry.outage import EnquiryAttempt, begin_enquiry
from home.enquiry.responses import IS_KEPT
from home.public_forms.guards import HONEYPOT_FIELD, FormRefusal

logger = logging.getLogger(__name__)

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# Bytes of a form that are held in memory. Django refuses more without files.
MAX_BODY = 2_621_440
# Seconds. A visitor waits no longer, as the enquiry is on disk by then.
ENQUIRY_TIMEOUT = 5.0
# Forms of a process that are read at a time. A slow client holds up no more threads than these.
MAX_READING = 16
# Of a form that is offered to be sent again, so that the page takes little time to render.
MAX_FIELDS = 200
MAX_TEXT = 100_000
# Enquiries of a process that wait for Django at a time.
MAX_WAITING = 4
CSRF_FIELD = "csrfmiddlewaretoken"
# Names of fields that are never written into a page.
SECRET_NAME = re.compile(r"pass(word|wd|code|phrase)|(\b|_)(secret|pin|otp)(\b|_)", re.IGNORECASE)
POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


class FailedPosts:
    """Answers a POST in place of `inner` if that fails, except below `ignored_prefixes`.

    `step_aside` is called before the thread of a request waits.
    """

    def __init__(
        self,
        inner: Application,
        ignored_prefixes: tuple[str, ...],
        step_aside: Callable[[], None] = lambda: None,
    ) -> None:
        self.inner = inner
        self.ignored_prefixes = ignored_prefixes
        self.step_aside = step_aside
        self._runner = DeadlineRunner[ApplicationResponse](
            "enquiry", seconds=ENQUIRY_TIMEOUT, max_threads=MAX_WAITING
        )
        self._reading = threading.BoundedSemaphore(MAX_READING)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "POST":
            return self.inner(environ, start_response)
        if environ["PATH_INFO"].startswith(self.ignored_prefixes):
            return self.inner(environ, start_response)
        self.step_aside()
        response = self.respond(environ)
        start_response(response.status, response.headers)
        return response.body

    def respond(self, environ: Environ) -> ApplicationResponse:
        if not self._reading.acquire(blocking=False):
            return to_wsgi(render_not_sent(None, HTTPStatus.SERVICE_UNAVAILABLE))
        try:
            body = read_body(environ)
            request = parse_form(environ, body)
            enquiry = begin_enquiry(request) if request else None
        finally:
            self._reading.release()
        if enquiry is None:
            response = call(self.inner, environ)
            if not response.is_server_error:
                return response
            response.close()
            return to_wsgi(render_not_sent(request, int(response.status[:3])))
        try:
            return self.respond_to_enquiry(environ, enquiry)
        finally:
            enquiry.release()

    def respond_to_enquiry(self, environ: Environ, enquiry: EnquiryAttempt) -> ApplicationResponse:
        status = HTTPStatus.SERVICE_UNAVAILABLE.value
        try:
            environ = environ | {IS_KEPT: enquiry.is_kept}
            response = self._runner.run(lambda: read_whole(call(self.inner, environ)))
        except DeadlineError:
            pass
        except Exception as error:
            logger.error("An enquiry could not be processed: %s", type(error).__name__)
        else:
            if not response.is_server_error:
                enquiry.finish(is_stored=is_stored(response))
                return response
            status = int(response.status[:3])
        answer = enquiry.answer(get_contact(enquiry.request))
        return to_wsgi(answer or render_not_sent(enquiry.request, status, enquiry.refusal))


def is_stored(response: ApplicationResponse) -> bool:
    """Return True for the only answer of Django to an enquiry that is in the database."""
    return response.status.startswith(f"{HTTPStatus.SEE_OTHER.value} ")


def read_body(environ: Environ) -> bytes | None:
    """Return the body and let it be read again, or None if it is too long or incomplete."""
    try:
        length = int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return None
    if not 0 <= length <= MAX_BODY:
        return None
    body = environ["wsgi.input"].read(length)
    environ["wsgi.input"] = io.BytesIO(body)
    return body if len(body) == length else None


def parse_form(environ: Environ, body: bytes | None) -> HttpRequest | None:
    """Return a request whose fields can be read, or None if Django will refuse it."""
    if body is None:
        return None
    try:
        request = WSGIRequest({**environ, "wsgi.input": io.BytesIO(body)})
        request.get_host()
        return request if is_utf_8(request) and request.POST else None
    except Exception:
        return None  # Django reads it again and says what is wrong


def render_not_sent(
    request: HttpRequest | None, status: int, refusal: FormRefusal | None = None
) -> HttpResponse:
    context = {
        "refusal": refusal,
        "fields": fields_to_send_again(request) if request else [],
        "address": request.get_full_path() if request else "",
        "clinic": get_contact(request) if request else Contact(),
    }
    return HttpResponse(
        render_to_string("not_sent.html", context), status=refusal.status if refusal else status
    )


def fields_to_send_again(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields, or none if the form must be filled in again.

    Nothing that another site has sent gets into our page, where it would look like the visitor's
    own; no password is written into a page; files cannot be; and a long form is left out.
    """
    if not is_same_origin(request) or request.FILES:
        return []
    fields = [
        (name, value.replace("\x00", ""))
        for name, values in request.POST.lists()
        for value in values
        if name != HONEYPOT_FIELD
    ]
    if len(fields) > MAX_FIELDS or sum(len(name) + len(value) for name, value in fields) > MAX_TEXT:
        return []
    if any(SECRET_NAME.search(name) for name, _value in fields):
        return []
    if CSRF_FIELD not in request.POST:
        return fields
    token = new_csrf_token(request)
    return [(name, token if name == CSRF_FIELD else value) for name, value in fields if token]


def new_csrf_token(request: HttpRequest) -> str:
    """Return a new token for the visitor's cookie if the submitted one was right."""
    middleware = CsrfViewMiddleware(lambda request: HttpResponse())
    middleware.process_request(request)
    refused = middleware.process_view(request, lambda request: HttpResponse(), (), {})
    return "" if refused else get_token(request)


def call(application: Application, environ: Environ) -> ApplicationResponse:
    captured: list[Any] = []

    def start(status: str, headers: Any, exc_info: Any = None) -> None:
        captured[:] = [status, headers]

    body = application(environ, start)
    return ApplicationResponse(captured[0], captured[1], body)


def read_whole(response: ApplicationResponse) -> ApplicationResponse:
    """Read the body in the thread that made it, which also closes its database connection."""
    return response._replace(body=[response.read_body()])


def to_wsgi(response: HttpResponse) -> ApplicationResponse:
    """Return a response that shows what a visitor wrote, as WSGI has it."""
    add_never_cache_headers(response)
    response.headers["Content-Length"] = str(len(response.content))
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = RETRY_AFTER
    status = f"{response.status_code} {response.reason_phrase}"
    return ApplicationResponse(status, list(response.items()), [response.content])
