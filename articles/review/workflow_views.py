"""The dialog in which somebody signs in the admin."""

from typing import Any

from articles.problems.content_hash import compute_content_hash
from articles.review.forms import SignForm


class SignedTextMixin:
    """Mixin for Wagtail's view of a step: signed is the draft that was there when it was opened."""

    object: Any

    def get_form_class(self):
        form_class = super().get_form_class()  # type: ignore[misc]
        if not issubclass(form_class, SignForm):
            return form_class
        return form_class.for_text_hash(
            compute_content_hash(self.object.get_latest_revision().as_object())
        )
