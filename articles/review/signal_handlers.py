"""Signal handlers that update review requests and the review of articles."""

from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.signals import (
    page_published,
    task_approved,
    task_cancelled,
    task_rejected,
    task_submitted,
)

from articles.models import CallToAction, PersonPage
from articles.review.call_to_action_changes import (
    notify_of_deletion,
    notify_of_new_words,
    store_public_words,
)
from articles.review.requests import request_review_on_submit, withdraw_on_task_end
from articles.review.sign_off import update_review_fields, update_review_on_publish


def store_reviewed_articles(sender, instance, **kwargs):
    """Remember the articles: after the deletion of a profile they no longer refer to it."""
    instance._reviewed_article_ids = list(instance.reviewed_articles.values_list("pk", flat=True))


def update_formerly_reviewed_articles(sender, instance, **kwargs):
    """Fall back to earlier sign-offs of the same texts."""
    for pk in instance._reviewed_article_ids:
        update_review_fields(pk)


def register_signal_handlers() -> None:
    pre_delete.connect(store_reviewed_articles, sender=PersonPage, dispatch_uid="reviewed_by")
    post_delete.connect(
        update_formerly_reviewed_articles, sender=PersonPage, dispatch_uid="reviewer_gone"
    )
    for signal, receiver in (
        (pre_save, store_public_words),
        (post_save, notify_of_new_words),
        (pre_delete, notify_of_deletion),
    ):
        signal.connect(receiver, sender=CallToAction, dispatch_uid="words_of_call_to_action")
    page_published.connect(update_review_on_publish, dispatch_uid="reviewed_articles")
    task_submitted.connect(request_review_on_submit, dispatch_uid="asked_reviewer")
    for task_ended in (task_approved, task_rejected, task_cancelled):
        task_ended.connect(withdraw_on_task_end, dispatch_uid="review_is_over")
