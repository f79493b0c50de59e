"""Looks up each text of the site once.

Django asks the catalogue of every app in turn, some twenty of them, before it knows that a text has
no translation; and in the language the site is written in none has one. A page has two hundred.
"""

from functools import lru_cache
from typing import Any

from django.utils.translation import trans_real

# More than there are texts. Numbers are part of some questions, and names that editors give.
MAX_CACHED_TEXTS = 10_000


class CachingTranslation(trans_real.DjangoTranslation):
    """A translation whose catalogues never change once it is made, and which knows that."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        remembering = lru_cache(MAX_CACHED_TEXTS, typed=True)
        self.gettext = remembering(super().gettext)  # type: ignore[method-assign]
        self.ngettext = remembering(super().ngettext)  # type: ignore[method-assign]


def install() -> None:
    """Have Django make such translations; called once when the app is ready."""
    trans_real.DjangoTranslation = CachingTranslation  # type: ignore[misc]
    # What models were named in while they were loaded.
    trans_real._translations.clear()  # type: ignore[attr-defined]
    trans_real._default = None  # type: ignore[attr-defined]
