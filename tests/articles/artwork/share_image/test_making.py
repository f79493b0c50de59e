"""Each image is made once."""

import pytest
from django.core.cache import caches

from articles.artwork.share_image import making
from articles.artwork.share_image.card import Card

CARD = Card("Made once", "", "Haven", "made-once")


@pytest.fixture(autouse=True)
def _clear_share_cache():
    caches["share"].clear()
    yield
    caches["share"].clear()


def test_a_share_image_is_made_once():
    file = making.get_or_draw(CARD)

    caches["share"].set(CARD.version, b"kept")
    assert file.startswith(b"\x89PNG")
    assert making.get_or_draw(CARD) == b"kept"


def test_waiting_too_long_raises(monkeypatch):
    monkeypatch.setattr(making, "LOCK_TIMEOUT_SECONDS", 0)
    with making._drawing_lock, pytest.raises(making.BusyError):
        making.get_or_draw(CARD)

    assert making.get_or_draw(CARD)
