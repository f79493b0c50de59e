"""Makes each share image once and keeps the file: when asked for, or soon after publishing.

A picture costs a fifth of a second of work, so a process draws one at a time and never makes a
reader of pages wait for it.
"""

import logging
import threading
from queue import SimpleQueue

from django.core.cache import caches

from articles.share_image.card import Card
from articles.share_image.drawing import draw

PATIENCE_SECONDS = 5

logger = logging.getLogger(__name__)

_one_at_a_time = threading.Lock()
_starting = threading.Lock()
_wanted: SimpleQueue[Card] = SimpleQueue()
_workers: list[threading.Thread] = []


class BusyError(Exception):
    """Other images are being drawn, and have been for too long."""


def made(card: Card) -> bytes:
    """The file of a card, drawn now if it is not kept. Raises `BusyError` after a few seconds."""
    kept = caches["share"]
    if file := kept.get(card.version):
        return file
    if not _one_at_a_time.acquire(timeout=PATIENCE_SECONDS):
        raise BusyError
    try:
        file = kept.get(card.version)
        if file is None:
            file = draw(card)
            kept.set(card.version, file)
        return file
    finally:
        _one_at_a_time.release()


def make_soon(card: Card) -> None:
    """Have the file made by a thread of its own, after whatever was wanted before.

    The thread ends with its process: what a short command leaves undone is drawn when it is first
    asked for.
    """
    _wanted.put(card)
    with _starting:
        if not _workers:
            worker = threading.Thread(target=_work, name="share-images", daemon=True)
            worker.start()
            _workers.append(worker)


def _work() -> None:
    while True:
        make_quietly(_wanted.get())


def make_quietly(card: Card) -> None:
    """Make the file; what goes wrong is logged and stops nobody."""
    try:
        made(card)
    except Exception:
        logger.exception("The share image of “%s” could not be made.", card.title)
