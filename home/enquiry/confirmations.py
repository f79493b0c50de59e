"""A confirmation by mail to the sender of an enquiry, if its page wants one.

It has the reference and the clinic's contact, and nothing of what was written, so that nobody can
have this site send words of their own to a stranger. An address gets `MAX_A_DAY` of them.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.utils.mail import build_message, send_safely
from home.delivery.site_context import get_site_context
from home.enquiry.fields import Purpose
from home.enquiry.notifications import MAX_NOTICES, NoticeResult, find_due
from home.public_forms.limits import may_confirm


def is_wanted(page: Any, answers: dict[str, Any], *, is_suspicious: bool) -> bool:
    """Return True if a new enquiry with valid answers is to be confirmed to its sender."""
    return bool(page.confirms_by_mail and not is_suspicious and find_sender(page, answers))


def find_sender(page: Any, answers: dict[str, Any]) -> str:
    """Return the answer to the first question for an email address, or an empty string."""
    for field in page.get_form_fields():
        if field.field_type == "email" or field.purpose == Purpose.EMAIL:
            address = str(answers.get(field.clean_name) or "")
            try:
                validate_email(address)
            except ValidationError:
                continue
            return address
    return ""


def send_due_confirmations() -> NoticeResult:
    """Mail the senders who wait for a confirmation, up to the first failure.

    Each enquiry is claimed first, so that no two processes send the same mail.
    """
    sent = 0
    for enquiry in list(_due_enquiries()[:MAX_NOTICES]):
        attempt = {"confirmation_attempted_at": timezone.now()}
        if not _due_enquiries().filter(pk=enquiry.pk).update(**attempt):
            continue
        page = enquiry.page.specific
        address = find_sender(page, enquiry.form_data)
        if not page.confirms_by_mail or not address or not may_confirm(address):
            _finish(enquiry, confirmed_at=None)
            continue
        failure = f"The confirmation of enquiry {enquiry.pk} could not be sent"
        if not send_safely(build_confirmation(page, enquiry.reference, address), failure):
            return NoticeResult(sent, has_failed=True)
        _finish(enquiry, confirmed_at=timezone.now())
        sent += 1
    return NoticeResult(sent)


def _due_enquiries() -> QuerySet:
    return find_due("confirmation_attempted_at", awaits_confirmation=True)


def _finish(enquiry: Any, **values: Any) -> None:
    enquiry.awaits_confirmation = False
    for name, value in values.items():
        setattr(enquiry, name, value)
    enquiry.save(update_fields=["awaits_confirmation", *values])


def build_confirmation(page: Any, reference: str, address: str) -> EmailMessage:
    """Return the mail. Answers to it go to the clinic."""
    clinic = get_site_context(page.get_site()).clinic
    lines = [
        _("We have received your request. You do not need to send it again."),
        _("Your reference: %(reference)s") % {"reference": reference},
        page.confirmation_text.strip(),
        _("If you sent us no request, somebody has mistyped an address. You need do nothing."),
        "\n".join(filter(None, (clinic.name, clinic.phone, clinic.hours))),
    ]
    subject = _("Your request to %(clinic)s") % {"clinic": clinic.name}
    message = build_message(subject, "\n\n".join(filter(None, lines)) + "\n", [address])
    message.reply_to = [clinic.email] if clinic.email else []
    return message
