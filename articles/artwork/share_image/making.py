"""Makes each share image once and keeps the file: when an article is published, or asked for.

A picture costs a fifth of a second of work, so a process draws one at a time.
"""

import threading

from django.core.cache import caches

from articles.artwork.share_image.card import Card
from articles.artwork.share_image.drawing import draw_card

LOCK_TIMEOUT_SECONDS = 5

_drawing_lock = threading.Lock()


class BusyError(Exception):
    """Other images are being drawn, and have been for too long."""


def get_or_draw(card: Card) -> bytes:
    """The file of a card, drawn now if it is not kept. Raises `BusyError` after a few seconds."""
    kept = caches["share"]
    if file := kept.get(card.version):
        return file
    if not _drawing_lock.acquire(timeout=LOCK_TIMEOUT_SECONDS):
        raise BusyError
    try:
        file = kept.get(card.version)
        if file is None:
            file = draw_card(card)
            kept.set(card.version, file)
        return file
    finally:
        _drawing_lock.release()
