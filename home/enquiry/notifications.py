"""Telling staff that there is an enquiry, in a mail that says nothing of it."""

from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from articles.utils.mail import mail, sent
from home.delivery.site_context import chrome_for
from home.delivery.visibility import absolute
from home.models import EnquiryPage, EnquirySubmission


@task()
def notify(enquiry_id: int) -> None:
    """Mail the page's recipients, and note that it was done. The enquiry is safe by then: a mail
    server that fails loses nothing, and the list of enquiries shows which notice is missing."""
    enquiry = EnquirySubmission.objects.filter(pk=enquiry_id).first()
    if enquiry is None:
        return
    page = enquiry.page.specific
    recipients = recipients_of(page)
    if not recipients:
        return
    if sent(message(page, recipients), f"No notice of enquiry {enquiry.pk} could be sent"):
        enquiry.notified_at = timezone.now()
        enquiry.save(update_fields=["notified_at"])


def recipients_of(page: EnquiryPage) -> list[str]:
    """Whom the page names, or else the clinic."""
    named = page.recipients or chrome_for(page.get_site()).clinic.email
    return [address.strip() for address in named.split(",") if address.strip()]


def message(page: EnquiryPage, recipients: list[str]) -> EmailMessage:
    address = reverse("wagtailforms:list_submissions", args=[page.pk])
    body = _(
        "There is a new enquiry on the website. Read it here:\n\n%(address)s\n\n"
        "This mail leaves out what was written, because mail is not private."
    ) % {"address": absolute(address)}
    return mail(page.notice_subject, body, recipients)
