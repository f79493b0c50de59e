"""Telling staff that there is an enquiry, in a mail that says nothing of it."""

from typing import Any

from django.apps import apps
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from articles.utils.mail import build_message, send_safely
from home.delivery.site_context import get_site_context
from home.delivery.visibility import absolute_url


@task()
def notify(enquiry_id: int) -> None:
    """Mail the page's recipients, and note that it was done. The enquiry is safe by then: a mail
    server that fails loses nothing, and the list of enquiries shows which notice is missing."""
    submissions = apps.get_model("home.EnquirySubmission").objects  # its module imports this one
    enquiry = submissions.filter(pk=enquiry_id).first()
    if enquiry is None:
        return
    page = enquiry.page.specific
    recipients = get_recipients(page)
    if not recipients:
        return
    if send_safely(
        build_notice(page, recipients), f"No notice of enquiry {enquiry.pk} could be sent"
    ):
        enquiry.notified_at = timezone.now()
        enquiry.save(update_fields=["notified_at"])


def get_recipients(page: Any) -> list[str]:
    """Whom the page names, or else the clinic."""
    named = page.recipients or get_site_context(page.get_site()).clinic.email
    return [address.strip() for address in named.split(",") if address.strip()]


def build_notice(page: Any, recipients: list[str]) -> EmailMessage:
    address = reverse("wagtailforms:list_submissions", args=[page.pk])
    body = _(
        "There is a new enquiry on the website. Read it here:\n\n%(address)s\n\n"
        "This mail leaves out what was written, because mail is not private."
    ) % {"address": absolute_url(address)}
    return build_message(page.notice_subject, body, recipients)
