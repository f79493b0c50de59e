"""The content version: a number that changes with public content, in all processes and hosts.

Every change adds a row to one table (`Generation`), in its own transaction. The number of rows and
the sum of their ids tell whether anything has changed. A counter would make concurrent transactions
wait for each other, or deadlock. (Old rows are deleted. Deletions cannot compensate for additions:
new ids are the largest, so with as many of both the sum has changed.)

Each process polls with one small query a second at most.
"""

import threading
import time
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, Min, Sum
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    unpublished,
)

from articles.models import CallToAction, Condition, EditorialSettings, Reference
from articles.models.draftable import changes_nothing_public
from articles.review.sign_off import review_changed
from home.brand.models import LookSettings
from home.care.openings import next_opening_change, next_step, shared_seconds
from home.models import (
    ClinicImage,
    ClinicSettings,
    Generation,
    ReaderSettings,
    SearchSettings,
)

# Seconds that a page may be served after a change in another process.
POLL_SECONDS = 1.0
# Longer than any transaction, so that every process sees a row before it is deleted.
ROW_RETENTION = timedelta(hours=6)
ROWS_BETWEEN_CLEANUPS = 50

# Models whose objects pages show, apart from pages.
CONTENT_MODELS = (
    CallToAction,
    ClinicImage,
    ClinicSettings,
    Condition,
    EditorialSettings,
    LookSettings,
    PageViewRestriction,
    ReaderSettings,
    Redirect,
    Reference,
    SearchSettings,
    Site,
    get_document_model(),
)

_lock = threading.Lock()
_thread = threading.local()


class _State:
    """The content version as this process last read it. Times are of `time.monotonic`."""

    rows: tuple[int, int | None] | None = None
    epoch = 0
    read_at = 0.0
    # A reading that began before this may miss a change.
    outdated_until = 0.0
    # When a page expires or a place opens or closes, whichever is first.
    next_moment: datetime | None = None
    next_opening_change: datetime | None = None
    day: date | None = None


def current() -> int | None:
    """Return this process's content version, which changes at most `POLL_SECONDS` late.

    It also changes when a page expires, when a place opens or closes and when a day ends, for which
    there are no signals. None while this thread has uncommitted changes: nothing it reads may be
    cached.
    """
    if getattr(_thread, "uncommitted", False):
        if connection.in_atomic_block:
            return None
        _thread.uncommitted = False  # the transaction was rolled back
    oldest = max(_State.outdated_until, time.monotonic() - POLL_SECONDS)
    return _State.epoch if _State.read_at > oldest else refresh()


def last_read() -> int | None:
    """Return this process's content version without a query, or None if it has to be read."""
    return _State.epoch if _State.read_at > _State.outdated_until else None


def refresh() -> int:
    """Read and return the content version at once, for callers that poll by themselves.

    The database is read without the lock: a thread whose connection is frozen delays no other.
    """
    began = time.monotonic()
    totals = Generation.objects.aggregate(number=Count("pk"), ids=Sum("pk"))
    rows = (totals["number"], totals["ids"])
    next_moment, opening_change = _State.next_moment, _State.next_opening_change
    if has_changed(rows):
        next_moment, opening_change = read_next_moments(timezone.now())
    with _lock:
        # Another thread may have begun later, and have read a newer state.
        if began >= _State.read_at:
            _State.read_at = began
            if has_changed(rows):
                _State.rows, _State.next_moment = rows, next_moment
                _State.next_opening_change = opening_change
                _State.day = timezone.localdate()
                _State.epoch += 1
                # Wagtail caches the addresses of sites for an hour in each process.
                Site.clear_site_root_paths_cache()
        return _State.epoch


def has_changed(rows: tuple[int, int | None]) -> bool:
    """Return True if there are other rows, a known moment has passed, or a day has ended."""
    is_past = _State.next_moment is not None and _State.next_moment <= timezone.now()
    return rows != _State.rows or is_past or timezone.localdate() != _State.day


def read_next_moments(now: datetime) -> tuple[datetime | None, datetime | None]:
    """Return when pages change by themselves next, and when the next place opens or closes."""
    expiring = Page.objects.live().filter(expire_at__gt=now)
    expiry = expiring.aggregate(first=Min("expire_at"))["first"]
    change = next_opening_change(now)
    step = next_step(settings.SHARED_CACHE_SECONDS, now, change)
    return min(filter(None, (expiry, step)), default=None), change


def shared_cache_seconds() -> int:
    """Return for how long a cache in front of the site may keep a page that is rendered now."""
    change = _State.next_opening_change
    return shared_seconds(settings.SHARED_CACHE_SECONDS, timezone.now(), change)


def words_true_until() -> float | None:
    """Return the moment of the next opening or closing as a timestamp; None without places."""
    change = _State.next_opening_change
    return change.timestamp() if change else None


def mark_stale() -> None:
    """Have the next call of `current` read the database."""
    _State.outdated_until = time.monotonic()


def reset() -> None:
    """Have the next call return a new number, even if the rows are the same.

    After a rollback, the same rows can belong to other content.
    """
    _thread.uncommitted = False
    with _lock:
        _State.outdated_until = time.monotonic()
        _State.rows = None


def bump(**kwargs) -> None:
    """Record a change of public content, once for each transaction."""
    _thread.uncommitted = connection.in_atomic_block
    if is_bumped():
        return
    row = Generation.objects.create()
    transaction.on_commit(reset)
    if row.pk % ROWS_BETWEEN_CLEANUPS == 0:
        # After the commit, because other transactions would wait for the deleted rows.
        transaction.on_commit(delete_old_rows, robust=True)


def is_bumped() -> bool:
    """Return True if this transaction has added its row and not rolled it back."""
    return any(callback[1] is reset for callback in connection.run_on_commit)


def delete_old_rows() -> None:
    """Keep the table small, so that polling stays cheap."""
    Generation.objects.filter(made_at__lt=timezone.now() - ROW_RETENTION).delete()


def bump_for_object(sender, instance, update_fields=None, **kwargs):
    """Handle saved objects of `CONTENT_MODELS`, except for what only changes a draft."""
    if not changes_nothing_public(instance, update_fields):
        bump()


def _bump_for_page(sender, instance, created=None, **kwargs):
    """Handle deleted pages, and aliases, which go live without a `page_published`."""
    if issubclass(sender, Page) and (created is None or (created and instance.live)):
        bump()


def register_signal_handlers():
    """Connect everything that changes public pages; called once when the app is ready."""
    for signal in (
        page_published,
        page_unpublished,
        page_slug_changed,
        post_page_move,
        review_changed,
    ):
        signal.connect(bump, dispatch_uid="content_version")
    for signal in (post_save, post_delete):
        signal.connect(_bump_for_page, dispatch_uid="content_version_page")
    for model in CONTENT_MODELS:
        uid = f"content_version_{model.__name__}"
        post_save.connect(bump_for_object, sender=model, dispatch_uid=uid)
        for signal in (post_delete, unpublished):
            signal.connect(bump, sender=model, dispatch_uid=uid)
