"""Deletion of audit log entries after their retention period."""

from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from home.audit.models import AuditEntry


def purge_audit_log(*, dry_run: bool = False) -> int:
    """Delete the expired entries. Return how many there were."""
    oldest = timezone.now() - timedelta(days=settings.AUDIT_LOG_DAYS)
    # The manager of the model refuses to delete.
    expired: QuerySet[AuditEntry] = QuerySet(AuditEntry).filter(happened_at__lt=oldest)
    if dry_run:
        return expired.count()
    return expired.delete()[0]
