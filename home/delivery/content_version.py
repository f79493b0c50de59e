"""A number that changes with public content, whichever process or host changes it.

Every change adds a row to one table, in the transaction that makes the change. How many rows there
are, and the sum of their ids, is the generation: what a process keeps in memory under another one
is known to be stale. Rows are added rather than a number raised, because two transactions that
raise the same number wait for each other, and some for ever. (Old rows are deleted. No additions
and deletions make up for each other: added ids are larger than all before, so that with as many of
both the sum has changed.)

Looking costs one small query a second and process at most.
"""

import threading
import time
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Count, Min, Sum
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from articles.models import CallToAction, Condition, EditorialSettings, Reference
from articles.review.sign_off import review_changed
from home.models import ClinicImage, ClinicSettings, Generation

# How long a page may be served after a change that another process made.
POLL_SECONDS = 1.0
# Longer than any transaction, so that a row is not deleted before everybody has seen it come.
ROW_RETENTION = timedelta(hours=6)
ROWS_BETWEEN_CLEANUPS = 50

_lock = threading.Lock()
_thread = threading.local()


class _State:
    """What this process knows of the generation, and since when."""

    rows: tuple[int, int | None] | None = None
    epoch = 0
    checked_at: float | None = None
    next_expiry: datetime | None = None
    day: date | None = None


def current() -> int | None:
    """A number of this process that changes with the generation, at most `POLL_SECONDS` late.

    It also changes when a page passes its expiry and when a day ends, which no signal tells of.
    None while this thread has changed content and not committed it: what it reads then is not yet
    true for others, and may never be.
    """
    if getattr(_thread, "uncommitted", False):
        if connection.in_atomic_block:
            return None
        _thread.uncommitted = False  # the transaction was rolled back
    with _lock:
        if _State.checked_at is None or time.monotonic() - _State.checked_at >= POLL_SECONDS:
            _refresh()
        return _State.epoch


def refresh() -> int:
    """The same number as it is at this moment, for who looks once a second anyway."""
    with _lock:
        _refresh()
        return _State.epoch


def _refresh() -> None:
    began = time.monotonic()
    found = Generation.objects.aggregate(number=Count("pk"), ids=Sum("pk"))
    rows = (found["number"], found["ids"])
    expired = _State.next_expiry is not None and _State.next_expiry <= timezone.now()
    today = timezone.localdate()
    if rows != _State.rows or expired or today != _State.day:
        expiring = Page.objects.live().filter(expire_at__gt=timezone.now())
        _State.next_expiry = expiring.aggregate(first=Min("expire_at"))["first"]
        _State.rows = rows
        _State.day = today
        _State.epoch += 1
        # Wagtail keeps the addresses of sites for an hour in each process.
        Site.clear_site_root_paths_cache()
    _State.checked_at = began


def mark_stale() -> None:
    """Have the next call of `current` look, for somebody who has just changed something."""
    with _lock:
        _State.checked_at = None


def reset() -> None:
    """Look anew at the next call, and take what is found for new.

    The same rows may stand for other content: that of a transaction since rolled back.
    """
    _thread.uncommitted = False
    with _lock:
        _State.checked_at = None
        _State.rows = None


def bump(**kwargs) -> None:
    """Add a change, once a transaction; others see it when the transaction has been committed."""
    _thread.uncommitted = connection.in_atomic_block
    if is_bumped():
        return
    row = Generation.objects.create()
    transaction.on_commit(reset)
    if row.pk % ROWS_BETWEEN_CLEANUPS == 0:
        # Later, since until the end of this transaction others would wait for what it deletes.
        transaction.on_commit(delete_old_rows, robust=True)


def is_bumped() -> bool:
    """Whether this transaction has added its row already, and not taken it back since."""
    return any(callback[1] is reset for callback in connection.run_on_commit)


def delete_old_rows() -> None:
    """Keep the table so small that looking stays cheap."""
    Generation.objects.filter(made_at__lt=timezone.now() - ROW_RETENTION).delete()


def _bump_on_page_delete(sender, **kwargs):
    if issubclass(sender, Page):
        bump()


def _bump_on_live_page_created(sender, instance, created, **kwargs):
    """An alias goes live without being published."""
    if created and issubclass(sender, Page) and instance.live:
        bump()


def register_signal_handlers():
    """Notice what changes public pages; called once when the app is ready."""
    for signal in (
        page_published,
        page_unpublished,
        page_slug_changed,
        post_page_move,
        review_changed,
    ):
        signal.connect(bump, dispatch_uid="generation")
    post_delete.connect(_bump_on_page_delete, dispatch_uid="generation_page_delete")
    post_save.connect(_bump_on_live_page_created, dispatch_uid="generation_page_created")
    for model in (
        CallToAction,
        ClinicImage,
        ClinicSettings,
        Condition,
        EditorialSettings,
        PageViewRestriction,
        Redirect,
        Reference,
        Site,
    ):
        for signal in (post_save, post_delete):
            signal.connect(bump, sender=model, dispatch_uid=f"generation_{model.__name__}")
