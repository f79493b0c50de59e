"""Signal handlers that update review requests and the review of articles."""

from django.db.models.signals import post_delete, pre_delete
from wagtail.signals import (
    page_published,
    task_approved,
    task_cancelled,
    task_rejected,
    task_submitted,
)

from articles.models import PersonPage
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
    page_published.connect(update_review_on_publish, dispatch_uid="reviewed_articles")
    task_submitted.connect(request_review_on_submit, dispatch_uid="asked_reviewer")
    for task_ended in (task_approved, task_rejected, task_cancelled):
        task_ended.connect(withdraw_on_task_end, dispatch_uid="review_is_over")
