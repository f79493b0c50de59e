"""Validation that stays right when two editors save at once."""

import threading

from wagtail import blocks

_validation_lock = threading.RLock()


class BodyBlock(blocks.StreamBlock):
    """A top-level stream, validated by one thread at a time.

    Saving a draft relaxes what is required by changing the block definitions, which all threads
    of a process share, and changes them back afterwards. Without a lock an autosave in one thread
    refuses a draft because another has just finished, or leaves a field optional for good.
    """

    def clean(self, value):
        with _validation_lock:
            return self.clean_body(value)

    def clean_body(self, value):
        """Rules of one kind of body; called by `clean`, with validation to itself."""
        return super().clean(value)

    def clean_deferred(self, value):
        with _validation_lock:
            return super().clean_deferred(value)
