"""Deletion of enquiries after their retention period."""

import logging
from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from home.audit.log import record
from home.audit.models import Event
from home.enquiry.admin import PURGE_ACTION
from home.enquiry.models import EnquiryPage, EnquirySubmission

logger = logging.getLogger(__name__)


def purge_expired(*, dry_run: bool = False) -> Iterator[tuple[EnquiryPage, int]]:
    """Delete the expired enquiries of each page. Yield the page and the number of enquiries."""
    for page in EnquiryPage.objects.order_by("pk"):
        oldest = timezone.now() - timedelta(days=page.retention_days)
        expired = EnquirySubmission.objects.filter(page=page, submit_time__lt=oldest)
        if dry_run:
            yield page, expired.count()
            continue
        with transaction.atomic():
            number, _by_model = expired.delete()
            if number:
                record(Event.ENQUIRIES_DELETED, target=page, details=str(number))
                log(page, PURGE_ACTION, data={"count": number})
        logger.info("Purged %s enquiries of page %s", number, page.pk)
        yield page, number
