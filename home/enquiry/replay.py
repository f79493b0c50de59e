"""Store the enquiries of the spool once the database answers."""

import logging
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError
from django.utils import timezone

from home.enquiry.models import EnquiryPage
from home.enquiry.spool import Spool, SpooledEnquiry, UnreadableError
from home.enquiry.storing import store

logger = logging.getLogger(__name__)

# For enquiries whose page is gone or that cannot be read.
DEFAULT_RETENTION_DAYS = EnquiryPage._meta.get_field("retention_days").default


# Seconds after the first attempt to store a file, and after each further one.
FIRST_DELAY, FURTHER_DELAY = 60.0, 60.0 * 60


class LeftFiles:
    """The files that a process could not store, and when it tries each of them again."""

    def __init__(self) -> None:
        self._next_attempts: dict[str, float] = {}

    def is_left(self, spooled: SpooledEnquiry) -> bool:
        """Return True after the first attempt, so that a failure is logged once."""
        return spooled.path.name in self._next_attempts

    def is_due(self, spooled: SpooledEnquiry) -> bool:
        return time.monotonic() >= self._next_attempts.get(spooled.path.name, 0.0)

    def add(self, spooled: SpooledEnquiry) -> None:
        delay = FURTHER_DELAY if self.is_left(spooled) else FIRST_DELAY
        self._next_attempts[spooled.path.name] = time.monotonic() + delay

    def keep_only(self, present: list[SpooledEnquiry]) -> None:
        names = {spooled.path.name for spooled in present}
        self._next_attempts = {
            name: due for name, due in self._next_attempts.items() if name in names
        }


@dataclass
class ReplayResult:
    """The numbers of enquiries by what became of them."""

    stored: int = 0
    known: int = 0
    expired: int = 0
    # Of a page that was deleted, written with another secret key, or not storable.
    left: int = 0
    # Being processed by a request.
    held: int = 0


def replay(spool: Spool, left_files: LeftFiles | None = None) -> ReplayResult:
    """Store the enquiries of the spool and remove them from it.

    Raises `OperationalError` or `InterfaceError` while the database is away. Any other failure
    leaves the one enquiry where it is, until it is due among the `left_files`. May run in several
    processes at a time: keys are unique.
    """
    result = ReplayResult()
    left_files = left_files or LeftFiles()
    enquiries = spool.enquiries()
    left_files.keep_only(enquiries)
    for spooled in enquiries:
        if not left_files.is_due(spooled):
            result.left += 1
            continue
        left_before = result.left
        try:
            _replay(spooled, result)
        except (OperationalError, InterfaceError):
            raise
        except UnreadableError:
            _expire_unreadable(spooled, result)
        except Exception as error:
            if not left_files.is_left(spooled):
                # Without its message, which may contain answers.
                logger.error("An enquiry cannot be stored: %s", type(error).__name__)
            result.left += 1
        if result.left > left_before:
            left_files.add(spooled)
    spool.remove_unfinished()
    if result.stored:
        logger.warning("Stored %s enquiries that had been kept on disk.", result.stored)
    return result


def _replay(spooled: SpooledEnquiry, result: ReplayResult) -> None:
    if spooled.is_held():
        result.held += 1
        return
    received = spooled.read()
    if received is None:  # by another process
        return
    page = EnquiryPage.objects.filter(pk=received.page_id).first()
    days = page.retention_days if page else DEFAULT_RETENTION_DAYS
    if has_expired(received.received_at, days):
        result.expired += 1
    elif page is None:
        result.left += 1
        return
    elif store(page, received, stored_at=timezone.now()):
        result.stored += 1
    else:
        result.known += 1
    spooled.remove()


def _expire_unreadable(spooled: SpooledEnquiry, result: ReplayResult) -> None:
    if has_expired(spooled.written_at(), DEFAULT_RETENTION_DAYS):
        spooled.remove()
        result.expired += 1
    else:
        result.left += 1


def has_expired(sent: datetime, days: int) -> bool:
    return timezone.now() - sent > timedelta(days=days)
