"""The form of all pages: it saves drafts of expired pages, which Wagtail's own form refuses."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm

from articles.publishing.expiry import describe_expiry, has_passed


class PageForm(WagtailAdminPageForm):
    """A form whose expiry may have passed, unless it is entered now or the page is published."""

    def clean(self) -> dict[str, Any]:
        """Check an expiry that has passed, and remove it: Wagtail's check comes later.

        The page keeps the expiry that it has.
        """
        cleaned = super().clean()
        expiry: datetime | None = cleaned.get("expire_at")
        if not expiry or not has_passed(expiry):
            return cleaned
        del cleaned["expire_at"]
        if not self._is_stored(expiry):
            self.add_error("expire_at", ValidationError(describe_expiry(expiry)))
        elif "action-publish" in self.data:
            self.add_error(None, ValidationError(describe_expiry(expiry)))
        return cleaned

    def _is_stored(self, expiry: datetime) -> bool:
        """Return True if the page has this expiry already. The form shows it without seconds."""
        stored = self.instance.expire_at
        return bool(stored) and stored.replace(second=0, microsecond=0) == expiry
