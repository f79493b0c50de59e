"""Store the enquiries of the spool once the database answers."""

import logging
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


def replay(spool: Spool) -> ReplayResult:
    """Store the enquiries of the spool and remove them from it.

    Raises `OperationalError` or `InterfaceError` while the database is away. Any other failure
    leaves the one enquiry where it is. May run in several processes at a time: keys are unique.
    """
    result = ReplayResult()
    for spooled in spool.enquiries():
        if spooled.is_held():
            result.held += 1
            continue
        try:
            _replay(spooled, result)
        except (OperationalError, InterfaceError):
            raise
        except UnreadableError:
            _expire_unreadable(spooled, result)
        except Exception as error:
            # Without its message, which may contain answers.
            logger.error("An enquiry cannot be stored: %s", type(error).__name__)
            result.left += 1
    spool.remove_unfinished()
    if result.stored:
        logger.warning("Stored %s enquiries that had been kept on disk.", result.stored)
    return result


def _replay(spooled: SpooledEnquiry, result: ReplayResult) -> None:
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
