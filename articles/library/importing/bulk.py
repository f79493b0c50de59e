"""Bulk versions of what Wagtail does when a single reference is saved."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import ModelLogEntry
from wagtail.search.backends import get_search_backends_with_name

from articles.models import Reference

INDEX_BATCH_SIZE = 500


def index_for_search(references: Sequence[Reference]) -> None:
    """Add them to the search index, which the signals of single saves would do."""
    for _name, backend in get_search_backends_with_name(with_auto_update=True):
        for start in range(0, len(references), INDEX_BATCH_SIZE):
            backend.add_bulk(Reference, references[start : start + INDEX_BATCH_SIZE])


def log_in_bulk(
    data: Mapping[Reference, dict[str, Any]],
    action: str,
    user: Any,
    *,
    content_changed: bool = True,
) -> None:
    """Write the entries of Wagtail's log for these references, as one action."""
    shared = {
        "content_type": ContentType.objects.get_for_model(Reference),
        "action": action,
        "timestamp": timezone.now(),
        "uuid": uuid4(),
        "user": user,
        "content_changed": content_changed,
    }
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(object_id=str(reference.pk), label=str(reference), data=details, **shared)
        for reference, details in data.items()
    )
