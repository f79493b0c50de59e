"""What is stored about one email address, for a person who asks."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from home.audit.log import record
from home.audit.models import Event
from home.subscriptions.joining import delete_subscriber
from home.subscriptions.models import Delivery, Subscriber, SubscriptionRequest
from home.subscriptions.topics import describe_topics

Subscription = Subscriber | SubscriptionRequest


def find_subscriptions(email: str) -> list[Subscription]:
    """Return the subscriptions of an address in all sites, and its requests to subscribe."""
    if not email:
        return []
    return [
        *Subscriber.objects.filter(email__iexact=email).select_related("site"),
        *SubscriptionRequest.objects.filter(email__iexact=email).select_related("site"),
    ]


def describe_subscriptions(found: list[Subscription]) -> Iterator[dict[str, Any]]:
    """Yield a row for each, as for an enquiry: page, time and answers."""
    for each in found:
        is_confirmed = isinstance(each, Subscriber)
        answers: dict[str, Any] = {
            _("Email address"): each.email,
            _("Topics"): describe_topics(each) or _("All topics"),
            _("Confirmed"): _("Yes") if is_confirmed else _("No"),
        }
        if is_confirmed:
            sent = Delivery.objects.filter(subscriber=each.pk, state=Delivery.State.SENT)
            letters = sent.order_by("tried_at").values_list("letter__subject", flat=True)
            answers[_("Letters sent lately")] = list(letters)
        yield {
            "page": _("Articles by email: %(site)s") % {"site": each.site},
            "received": each.confirmed_at if is_confirmed else each.requested_at,  # type: ignore[union-attr]
            "answers": answers,
        }


@transaction.atomic
def erase_subscriptions(found: list[Subscription]) -> None:
    """Delete them. The address is not logged."""
    log_subscriptions(Event.SUBSCRIBERS_DELETED, found)
    for each in found:
        if isinstance(each, Subscriber):
            delete_subscriber(each, "left")
        else:
            each.delete()


def log_subscriptions(event: Event, found: list[Subscription]) -> None:
    """Record how many were read, exported or deleted, in which site."""
    for site in {each.site for each in found}:
        number = sum(each.site_id == site.pk for each in found)
        record(event, target=site, details=str(number))
