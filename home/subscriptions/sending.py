"""Send letters that were started, a few at a time, in any process.

Each delivery is claimed in the database before it is given to the mail server. One that was claimed
is never sent again, also if the process ended meanwhile: rather one letter too few than two.
"""

import threading
import time
from datetime import timedelta
from smtplib import (
    SMTPDataError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPServerDisconnected,
)
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property

from articles.models import ArticlePage
from home.delivery.visibility import public_page_url
from home.subscriptions.joining import delete_subscriber
from home.subscriptions.letters import choose_content
from home.subscriptions.mails import build_letter
from home.subscriptions.models import Delivery, Letter, Subscriber
from home.subscriptions.topics import describe_topics

State = Delivery.State
# Seconds of a round. Enquiries come first.
MAX_DURATION = 5.0
# After the mail server could not be used at all, and after it has put off one mailbox.
RETRY_AFTER = timedelta(minutes=5)
RETRY_ONE_AFTER = timedelta(minutes=15)
MAX_ATTEMPTS = 4
# Longer than an attempt takes: what is still claimed was left by a process that ended.
LEFT_AFTER = timedelta(minutes=10)
# Letters in a row that a mailbox refuses for good before its address is deleted.
MAX_REFUSALS = 3
PERMANENT_ERROR = 500

# Set when a letter was started, and while there is more to send.
due = threading.Event()


class ServerUnavailableError(Exception):
    """The mail server takes no mail at all, and has not taken this one."""


def send_letters(duration: float = MAX_DURATION) -> int:
    """Send what is due, at most `LETTERS_PER_MINUTE` in all processes together.

    Return how many deliveries were tried.
    """
    due.clear()
    end, tried = time.monotonic() + duration, 0
    for letter in _open_letters():
        if time.monotonic() < end:
            tried += LetterRound(letter).run(end)
    if tried:
        due.set()
    return tried


def _open_letters() -> QuerySet[Letter]:
    return Letter.objects.filter(
        Q(retry_at=None) | Q(retry_at__lte=timezone.now()),
        started_at__isnull=False,
        finished_at=None,
        is_paused=False,
    ).order_by("started_at", "pk")


def has_room() -> bool:
    """Return True while fewer deliveries were tried in the last minute than are allowed."""
    since = timezone.now() - timedelta(minutes=1)
    return Delivery.objects.filter(tried_at__gt=since).count() < settings.LETTERS_PER_MINUTE


class LetterRound:
    """Sends one letter for some seconds."""

    def __init__(self, letter: Letter) -> None:
        self.letter = letter
        self.connection = get_connection()

    @cached_property
    def content(self) -> list[dict[str, Any]]:
        """What the letter says, without articles that are not public any more."""
        pages = ArticlePage.objects.in_bulk({each["article"] for each in self.letter.content})
        public = {pk for pk, page in pages.items() if public_page_url(page)}
        return [each for each in self.letter.content if each["article"] in public]

    def run(self, end: float) -> int:
        """Return how many deliveries were tried."""
        tried = 0
        self._settle_left()
        try:
            while time.monotonic() < end and has_room() and (delivery := self._claim()):
                tried += 1
                self._deliver(delivery)
        except ServerUnavailableError:
            retry_at = timezone.now() + RETRY_AFTER
            Letter.objects.filter(pk=self.letter.pk).update(retry_at=retry_at)
        finally:
            self._close()
        self._finish()
        return tried

    def _claim(self) -> Delivery | None:
        """Return a delivery that no other process sends; those not tried yet come first."""
        while True:
            delivery = self._waiting().select_related("subscriber__site").first()
            if delivery is None:
                return None
            # Without a join: PostgreSQL checks the conditions of a subquery only once, before it
            # waits for a process that claims the same row.
            claimed = Delivery.objects.filter(pk=delivery.pk, state=State.WAITING)
            if claimed.update(
                state=State.CLAIMED, tried_at=timezone.now(), attempts=F("attempts") + 1
            ):
                return delivery

    def _waiting(self) -> QuerySet[Delivery]:
        before = timezone.now() - RETRY_ONE_AFTER
        return Delivery.objects.filter(
            Q(tried_at=None) | Q(tried_at__lt=before),
            letter=self.letter,
            letter__is_paused=False,
            state=State.WAITING,
        ).order_by(F("tried_at").asc(nulls_first=True), "pk")

    def _deliver(self, delivery: Delivery) -> None:
        """Send it and store what became of it. One failure does not stop the others."""
        subscriber = delivery.subscriber
        topics = set(subscriber.topics.values_list("pk", flat=True))
        content = choose_content(self.content, subscriber.all_topics, topics)
        if not content:  # other topics were chosen since, or the articles are not public any more
            delivery.delete()
            return
        message = build_letter(self.letter, content, subscriber, describe_topics(subscriber))
        try:
            self._open()
            message.connection = self.connection
            message.send()
        except SMTPRecipientsRefused as error:
            codes = [code for code, _text in error.recipients.values()]
            self._refuse(delivery, State.REFUSED, max(codes, default=PERMANENT_ERROR))
        except SMTPDataError as error:
            self._refuse(delivery, State.FAILED, error.smtp_code)
        except SMTPServerDisconnected:
            self._settle(delivery, State.UNSURE)
            self._close()
        except (SMTPNotSupportedError, ValueError):
            self._settle(delivery, State.FAILED)
        except (TimeoutError, ConnectionError):
            self._settle(delivery, State.UNSURE)
            self._close()
        except (SMTPException, OSError) as error:
            self._release(delivery)
            raise ServerUnavailableError from error
        except ServerUnavailableError:
            self._release(delivery)
            raise
        else:
            self._settle(delivery, State.SENT)
            if subscriber.refusals:
                Subscriber.objects.filter(pk=subscriber.pk).update(refusals=0)

    def _open(self) -> None:
        """Connect unless connected. A failure here is certainly none of a sent mail."""
        try:
            self.connection.open()
        except (SMTPException, OSError) as error:
            raise ServerUnavailableError from error

    def _close(self) -> None:
        try:
            self.connection.close()
        except (SMTPException, OSError):
            self.connection = get_connection()

    def _release(self, delivery: Delivery) -> None:
        """Let it be claimed again at once: nothing was tried."""
        Delivery.objects.filter(pk=delivery.pk).update(
            state=State.WAITING, tried_at=delivery.tried_at, attempts=delivery.attempts
        )

    def _refuse(self, delivery: Delivery, state: State, code: int) -> None:
        """Store a refusal, or try again later if it is temporary."""
        if code < PERMANENT_ERROR and delivery.attempts + 1 < MAX_ATTEMPTS:
            Delivery.objects.filter(pk=delivery.pk).update(state=State.WAITING)
            return
        self._settle(delivery, state if code >= PERMANENT_ERROR else State.FAILED)

    def _settle(self, delivery: Delivery, state: State) -> None:
        if Delivery.objects.filter(pk=delivery.pk, state=State.CLAIMED).update(state=state):
            self._count(state)

    def _count(self, state: State, number: int = 1) -> None:
        name = state.value
        Letter.objects.filter(pk=self.letter.pk).update(**{name: F(name) + number})

    def _settle_left(self) -> None:
        """Count what a process that ended has claimed: nobody knows if it was sent."""
        before = timezone.now() - LEFT_AFTER
        left = self.letter.deliveries.filter(state=State.CLAIMED, tried_at__lt=before)
        if number := left.update(state=State.UNSURE):
            self._count(State.UNSURE, number)

    def _finish(self) -> None:
        """Close a letter with nothing left to send."""
        if self.letter.deliveries.filter(state__in=(State.WAITING, State.CLAIMED)).exists():
            return
        closed = Letter.objects.filter(pk=self.letter.pk, finished_at=None)
        if closed.update(finished_at=timezone.now(), retry_at=None):
            self._count_refusals()

    def _count_refusals(self) -> None:
        """Delete addresses whose mailboxes have refused several letters in a row.

        A letter that nobody got says nothing about addresses: the mail server refuses the sender.
        """
        if not Letter.objects.filter(pk=self.letter.pk, sent__gt=0).exists():
            return
        refused = self.letter.deliveries.filter(state=State.REFUSED).values("subscriber")
        Subscriber.objects.filter(pk__in=refused).update(refusals=F("refusals") + 1)
        for subscriber in Subscriber.objects.filter(
            site=self.letter.site_id, refusals__gte=MAX_REFUSALS
        ):
            delete_subscriber(subscriber, "bounced")
