"""Mail reviewers when the public words of a call to action change, in whatever way they do.

The row is what the public sees. Publishing at once, by workflow or at a scheduled time,
unpublishing, and a script all save it; saving a draft does not.
"""

from typing import Any

from wagtail.log_actions import get_active_log_context

from articles.models import CallToAction
from articles.models.draftable import UNPUBLISHED_FIELDS
from articles.review.shared_changes import notify_reviewers
from articles.review.shared_content import describe_call_to_action, format_words


def store_public_words(sender, instance, update_fields=None, raw=False, **kwargs) -> None:
    """Receiver of `pre_save`: remember the words of the row before it is overwritten."""
    is_draft = update_fields is not None and set(update_fields) <= UNPUBLISHED_FIELDS
    if raw or is_draft or instance.pk is None:
        return
    public = CallToAction.objects.select_related("link_page").filter(pk=instance.pk).first()
    instance._words_before = describe_call_to_action(public)


def notify_of_new_words(sender, instance, **kwargs) -> None:
    """Receiver of `post_save`."""
    before = instance.__dict__.pop("_words_before", None)
    if before is not None:
        _notify(instance, before, describe_call_to_action(instance))


def notify_of_deletion(sender, instance, **kwargs) -> None:
    """Receiver of `pre_delete`, while the pages that show it are still known."""
    _notify(instance, describe_call_to_action(instance), {})


def _notify(instance: CallToAction, before: dict[str, Any], after: dict[str, Any]) -> None:
    if before != after:
        user = get_active_log_context().user
        notify_reviewers(instance, format_words(before), format_words(after), user=user)
