"""Keep an enquiry when Django cannot answer, and tell the visitor. Needs no database."""

import logging

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from home.enquiry.forms import EnquiryForm
from home.enquiry.last_known import Contact, KnownForm, get_last_known
from home.enquiry.received import ReceivedEnquiry
from home.enquiry.responses import SEND_PATH
from home.enquiry.spool import Spool, SpooledEnquiry
from home.public_forms import guards, limits

logger = logging.getLogger(__name__)


class EnquiryAttempt:
    """An enquiry that was sent: on disk before Django sees it, so that none is lost.

    `refusal` is the reason why it is not kept, if there is one.
    """

    def __init__(self, request: HttpRequest, page_id: int) -> None:
        self.request = request
        self.received = ReceivedEnquiry.from_request(request, page_id)
        self.refusal = guards.find_refusal(request, page_id)
        self.is_new = False
        self._spool = Spool.of_this_site()
        self._spooled: SpooledEnquiry | None = None
        if not self.refusal:
            self.is_new = not self._is_on_disk()
            if self.is_new and limits.ENQUIRIES.is_reached(request):
                self.refusal = guards.RATE_LIMITED
            else:
                self._keep()

    @property
    def is_kept(self) -> bool:
        """Return True for one that was on disk before this request."""
        return self._spooled is not None and not self.is_new

    def finish(self, *, is_stored: bool) -> None:
        """Remove it from the disk if Django has stored it, or if this request wrote it.

        Another one on disk, with the same answers, may be one of which a visitor read "We have it".
        """
        if not self._spooled or not (is_stored or self.is_new):
            return
        try:
            self._spooled.remove()
        except OSError as error:
            logger.error("An enquiry cannot be removed from disk: %s", type(error).__name__)

    def answer(self, contact: Contact) -> HttpResponse | None:
        """Return a response in place of Django's, or None if the enquiry cannot be kept."""
        if self.refusal:
            return None
        known = get_last_known().forms.get(self.received.page_id)
        if known:
            form = known.bind(self.received.post_data())
            if not form.is_valid():
                self.finish(is_stored=False)
                return self._ask_to_correct(known, form, contact)
        # Again, because another request with the same enquiry may have removed it.
        if not self._keep():
            return None
        if self.is_new:
            limits.ENQUIRIES.count(self.request)
        context = {"form": known, "clinic": contact, "reference": self.received.reference}
        # Not 200: it will be stored later.
        return HttpResponse(render_to_string("home/enquiry_kept.html", context), status=202)

    def release(self) -> None:
        """Let it be stored by `home.enquiry.replay`."""
        if self._spooled:
            self._spooled.release()

    def _is_on_disk(self) -> bool:
        try:
            return self._spool.find(self.received.key).path.exists()
        except OSError:  # `_keep` logs that the folder cannot be read
            return False

    def _keep(self) -> bool:
        self.release()
        try:
            self._spooled = self._spool.write(self.received)
        except OSError as error:
            logger.error("An enquiry cannot be kept on disk: %s", type(error).__name__)
            self._spooled = None
        return self._spooled is not None

    def _ask_to_correct(
        self, known: KnownForm, form: EnquiryForm, contact: Contact
    ) -> HttpResponse:
        context = {
            "form": form,
            "form_title": known.title,
            "token": self.request.POST[guards.TOKEN_FIELD],
            "address": self.request.path,
            "clinic": contact,
        }
        return HttpResponse(render_to_string("home/enquiry_check.html", context), status=422)


def begin_enquiry(request: HttpRequest) -> EnquiryAttempt | None:
    """Return the enquiry that a request sends, or None. Its token names the page."""
    if not request.path_info.endswith(f"/{SEND_PATH}/"):
        return None
    token = guards.read_token(request.POST.get(guards.TOKEN_FIELD, ""))
    return EnquiryAttempt(request, token[0]) if token else None
