"""Mail to staff about a new enquiry, without its contents."""

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
    """Mail the page's recipients and record the time.

    The enquiry is stored before. If the mail fails, the list of enquiries shows that it was not
    sent.
    """
    submissions = apps.get_model("home.EnquirySubmission").objects  # avoids a circular import
    enquiry = submissions.filter(pk=enquiry_id).first()
    if enquiry is None:
        return
    page = enquiry.page.specific
    recipients = get_recipients(page)
    if not recipients:
        return
    if send_safely(
        build_notice(page, recipients), f"The notice of enquiry {enquiry.pk} could not be sent"
    ):
        enquiry.notified_at = timezone.now()
        enquiry.save(update_fields=["notified_at"])


def get_recipients(page: Any) -> list[str]:
    """Return the page's recipients, or the clinic's address if there are none."""
    addresses = page.recipients or get_site_context(page.get_site()).clinic.email
    return [address.strip() for address in addresses.split(",") if address.strip()]


def build_notice(page: Any, recipients: list[str]) -> EmailMessage:
    address = reverse("wagtailforms:list_submissions", args=[page.pk])
    body = _(
        "You have a new enquiry from the website. Read it here:\n\n%(address)s\n\n"
        "The enquiry itself is not in this email, because email is not private."
    ) % {"address": absolute_url(address)}
    return build_message(page.notice_subject, body, recipients)
