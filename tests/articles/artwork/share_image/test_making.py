"""Each image is made once."""

import pytest
from django.core.cache import caches

from articles.artwork.share_image import making
from articles.artwork.share_image.card import Card

CARD = Card("Made once", "", "Haven", "made-once")


@pytest.fixture(autouse=True)
def _nothing_is_kept():
    caches["share"].clear()
    yield
    caches["share"].clear()


def test_what_has_been_made_is_kept():
    file = making.made(CARD)

    caches["share"].set(CARD.version, b"kept")
    assert file.startswith(b"\x89PNG")
    assert making.made(CARD) == b"kept"


def test_who_waits_too_long_is_told(monkeypatch):
    monkeypatch.setattr(making, "PATIENCE_SECONDS", 0)
    with making._one_at_a_time, pytest.raises(making.BusyError):
        making.made(CARD)

    assert making.made(CARD)
