"""A number that rises with every change of public content.

It lives in the database and is raised in the transaction that makes the change, so what a process
keeps in memory under an older number is known to be stale on every process and host. Reading it
costs at most one small query a second and process.
"""

import threading
import time
from collections.abc import Callable, Hashable
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Min
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

POLL_SECONDS = 1.0

_lock = threading.Lock()
_thread = threading.local()


class _Known:
    """What this process knows of the generation, and since when."""

    number = -1
    epoch = 0
    read_at: float | None = None
    until = None


class Kept:
    """Values read from the database, kept by the process until public content changes."""

    def __init__(self) -> None:
        self._state: tuple[int, dict[Hashable, Any]] = (-1, {})

    def get(self, key: Hashable, read: Callable[[], Any]) -> Any:
        """The value kept under a key, or what `read` returns, kept from now on."""
        number = current()
        if number is None:
            return read()
        if self._state[0] != number:
            self._state = (number, {})
        values = self._state[1]
        if key not in values:
            values[key] = read()
        return values[key]

    def forget(self) -> None:
        """Drop everything, for tests that roll the database back."""
        self._state = (-1, {})


def current() -> int | None:
    """A number of this process that changes with the generation, at most `POLL_SECONDS` late.

    It also changes when a page passes its expiry, which no signal tells of. None while this
    thread has changed content and not committed it: what it reads then is not yet true for
    others, and may never be.
    """
    if getattr(_thread, "uncommitted", False):
        if connection.in_atomic_block:
            return None
        _thread.uncommitted = False  # the transaction was rolled back
    with _lock:
        if _Known.read_at is None or time.monotonic() - _Known.read_at >= POLL_SECONDS:
            _look()
        return _Known.epoch


def _look() -> None:
    from home.models import Generation

    number = Generation.objects.values_list("number", flat=True).first() or 0
    expired = _Known.until is not None and _Known.until <= timezone.now()
    if number != _Known.number or expired:
        _Known.number = number
        _Known.epoch += 1
        expiring = Page.objects.live().filter(expire_at__gt=timezone.now())
        _Known.until = expiring.aggregate(first=Min("expire_at"))["first"]
        # Wagtail keeps the addresses of sites for an hour in each process.
        Site.clear_site_root_paths_cache()
    _Known.read_at = time.monotonic()


def forget() -> None:
    """Look anew at the next call, and take what is found for new.

    The same number may stand for other content: that of a transaction since rolled back.
    """
    _thread.uncommitted = False
    with _lock:
        _Known.read_at = None
        _Known.number = -1


def bump(**kwargs) -> None:
    """Raise the number; other processes see it when the transaction has been committed."""
    from home.models import Generation

    if not Generation.objects.update(number=F("number") + 1):
        Generation.objects.get_or_create(pk=1, defaults={"number": 1})
    _thread.uncommitted = connection.in_atomic_block
    transaction.on_commit(forget)


def _bump_on_page_delete(sender, **kwargs):
    if issubclass(sender, Page):
        bump()


def _bump_on_live_page_created(sender, instance, created, **kwargs):
    """An alias goes live without being published."""
    if created and issubclass(sender, Page) and instance.live:
        bump()


def connect():
    """Notice what changes public pages; called once when the app is ready."""
    from wagtail.contrib.redirects.models import Redirect

    from articles.models import Condition, EditorialSettings
    from articles.review.recording import review_changed
    from home.models import ClinicImage, ClinicSettings

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
        ClinicImage,
        ClinicSettings,
        Condition,
        EditorialSettings,
        PageViewRestriction,
        Redirect,
        Site,
    ):
        for signal in (post_save, post_delete):
            signal.connect(bump, sender=model, dispatch_uid=f"generation_{model.__name__}")
