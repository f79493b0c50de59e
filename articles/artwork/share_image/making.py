"""Makes each share image once and keeps the file: when an article is published, or asked for.

A picture costs a fifth of a second of work, so a process draws one at a time.
"""

import threading

from django.core.cache import caches

from articles.artwork.share_image.card import Card
from articles.artwork.share_image.drawing import draw

PATIENCE_SECONDS = 5

_one_at_a_time = threading.Lock()


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
