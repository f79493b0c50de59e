"""The mails that subscribers get: plain text, and simple HTML without pictures or tracked links.

Every mail names the clinic, its address, why one gets it, and how to leave.
"""

from email.utils import formataddr, parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from wagtail.models import Site

from articles.models.site_roots import build_root_url
from home.delivery.visibility import absolute_public_page_url
from home.models import ClinicSettings, ReaderSettings
from home.subscriptions.links import CONFIRM_WITHIN, confirm_url, leave_url
from home.subscriptions.models import Letter, Subscriber, SubscriptionRequest
from home.subscriptions.topics import describe_topics

TEMPLATES = "home/letters/mail"


def build_confirmation(request: SubscriptionRequest) -> EmailMultiAlternatives:
    """Return the mail with the link that confirms an address."""
    sender = describe_sender(request.site)
    subject = _("Please confirm: articles from %(clinic)s") % {"clinic": sender["clinic"].name}
    context = sender | {
        "link": confirm_url(request),
        "topics": describe_topics(request),
        "days": CONFIRM_WITHIN.days,
    }
    return _build(subject, "confirm", context, request.email)


def build_letter(
    letter: Letter, content: list[dict[str, Any]], subscriber: Subscriber, topics: list[str]
) -> EmailMultiAlternatives:
    """Return the letter to one subscriber, with these articles, which are on these topics.

    Mail programs show their own button for leaving, which uses the headers (RFC 8058).
    """
    link = leave_url(subscriber)
    context = describe_sender(subscriber.site) | {
        "letter": letter,
        "new": [each for each in content if not each["correction"]],
        "corrected": [each for each in content if each["correction"]],
        "leave_url": link,
        "topics": topics,
        "confirmed_at": subscriber.confirmed_at,
    }
    message = _build(letter.subject, "letter", context, subscriber.email)
    message.extra_headers |= {
        "List-Unsubscribe": f"<{link}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": f"<letters.{urlsplit(link).hostname}>",
        "Precedence": "bulk",
    }
    return message


def describe_sender(site: Site) -> dict[str, Any]:
    """Return the clinic for the end of a mail."""
    clinic = ClinicSettings.objects.filter(site=site).first() or ClinicSettings(site=site)
    readers = ReaderSettings.objects.filter(site=site).select_related("privacy_page").first()
    return {
        "clinic": clinic,
        "root_url": build_root_url(site),
        "privacy_url": absolute_public_page_url(readers.privacy_page if readers else None),
    }


def _build(
    subject: str, template: str, context: dict[str, Any], recipient: str
) -> EmailMultiAlternatives:
    clinic = context["clinic"]
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    message = EmailMultiAlternatives(
        " ".join(subject.split()),
        render_to_string(f"{TEMPLATES}/{template}.txt", context),
        formataddr((" ".join(str(clinic.name).split()), address)),
        [recipient],
        reply_to=[clinic.email] if clinic.email else None,
        headers={"Auto-Submitted": "auto-generated"},
    )
    html = render_to_string(f"{TEMPLATES}/{template}.html", context | {"subject": subject})
    message.attach_alternative(html, "text/html")
    return message
