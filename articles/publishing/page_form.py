"""The form of all pages: what a draft may contain, and where it is saved."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from articles.problems.required_content import BlockingIssue
from articles.problems.unfilled import check_filled
from articles.publishing.expiry import describe_expiry, has_passed
from articles.publishing.foreign_choices import OwnChoicesMixin
from articles.publishing.gated_form import GatedFormMixin
from articles.publishing.public_drafts import may_change_stored_fields


class PageForm(GatedFormMixin, OwnChoicesMixin, WagtailAdminPageForm):
    """Differs from Wagtail's form in four ways.

    The expiry may have passed, unless it is entered now or the page is published. Saving a page
    that is not live does not store its fields if public pages show them and the user may not
    publish. Nothing of another clinic can be chosen (`articles.publishing.foreign_choices`). What
    the gate finds in the text is shown in the form before anything is published.
    """

    def save(self, commit: bool = True) -> Any:
        """Leave the stored fields as they are if the user may not change them.

        Then the view saves a version only, as it does of a live page. A new page begins as a draft:
        Wagtail would add it as a live one, and publish it only then.
        """
        if not self.instance.pk:
            self.instance.live = False
        if commit and self.instance.pk and self.for_user:
            stored = Page.objects.get(pk=self.instance.pk)
            commit = may_change_stored_fields(stored, self.for_user)
        return super().save(commit)

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

    def get_text_issues(self) -> list[BlockingIssue]:
        """Return why the text as it was typed may not be published.

        The instance has the rows of before: those that were typed are checked once they are saved.
        """
        return [*check_filled(self.instance, with_rows=False), *super().get_text_issues()]

    def _is_stored(self, expiry: datetime) -> bool:
        """Return True if the page has this expiry already. The form shows it without seconds."""
        stored = self.instance.expire_at
        return bool(stored) and stored.replace(second=0, microsecond=0) == expiry
