"""Keep what is derived from somewhere else true when that somewhere changes."""

from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import ReferenceIndex
from wagtail.signals import (
    page_published,
    post_page_move,
    task_approved,
    task_cancelled,
    task_rejected,
    task_submitted,
)

DERIVED_FIELDS = (
    "category",
    "reading_minutes",
    "source_count",
    "strongest_source",
    "strongest_level",
)


def update_citing_articles(sender, instance, created, **kwargs):
    """A changed source may change the strongest source of articles, and what reports say."""
    if not created and not kwargs.get("raw"):
        update_fields_and_metrics(get_citing_article_ids(instance))


def store_citing_articles(sender, instance, **kwargs):
    """Once a source is deleted nothing tells any more who cited it."""
    instance._citing_article_ids = get_citing_article_ids(instance)


def update_formerly_citing_articles(sender, instance, **kwargs):
    update_fields_and_metrics(instance._citing_article_ids)


def update_moved_articles(sender, instance, **kwargs):
    """A moved article belongs to another category."""
    update_derived_fields(path__startswith=instance.path)


def get_citing_article_ids(reference) -> list[int]:
    ids = ReferenceIndex.get_references_to(reference).values_list("object_id", flat=True)
    return [int(pk) for pk in ids.distinct() if pk.isdecimal()]


def update_derived_fields(**which):
    """Store the facts anew, whatever else may be wrong with an article by today's rules."""
    from articles.models import ArticlePage

    for article in ArticlePage.objects.filter(**which):
        article.update_derived_fields()
        facts = {name: getattr(article, name) for name in DERIVED_FIELDS}
        ArticlePage.objects.filter(pk=article.pk).update(**facts)


def update_fields_and_metrics(ids: list[int]):
    """The same for articles of which a source changed, and what reports say of them."""
    from articles.editorial.metrics import update_published_metrics

    update_derived_fields(pk__in=ids)
    update_published_metrics(pk__in=ids)


def update_metrics_on_publish(sender, instance, **kwargs):
    """Reports tell of what is public: its sources, its problems, and how hard it reads."""
    from articles.editorial.metrics import update_metrics
    from articles.models import ArticlePage

    if isinstance(instance, ArticlePage):
        update_metrics([instance])


def store_reviewed_articles(sender, instance, **kwargs):
    """Once a profile is deleted nothing tells any more whose reviewer it was."""
    instance._reviewed_article_ids = list(instance.reviewed_articles.values_list("pk", flat=True))


def update_formerly_reviewed_articles(sender, instance, **kwargs):
    """Somebody else may have signed the same text before."""
    from articles.review.sign_off import update_review_fields

    for pk in instance._reviewed_article_ids:
        update_review_fields(pk)


def connect():
    """Attach the handlers; called once when the app is ready."""
    from articles.models import PersonPage, Reference
    from articles.review import requests, sign_off

    post_save.connect(update_citing_articles, sender=Reference, dispatch_uid="citing_articles")
    pre_delete.connect(store_citing_articles, sender=Reference, dispatch_uid="cited_by")
    post_delete.connect(update_formerly_citing_articles, sender=Reference, dispatch_uid="cited")
    pre_delete.connect(store_reviewed_articles, sender=PersonPage, dispatch_uid="reviewed_by")
    post_delete.connect(
        update_formerly_reviewed_articles, sender=PersonPage, dispatch_uid="reviewer_gone"
    )
    post_page_move.connect(update_moved_articles, dispatch_uid="moved_articles")
    page_published.connect(sign_off.update_review_on_publish, dispatch_uid="reviewed_articles")
    page_published.connect(update_metrics_on_publish, dispatch_uid="measured_articles")
    task_submitted.connect(requests.request_review_on_submit, dispatch_uid="asked_reviewer")
    for over in (task_approved, task_rejected, task_cancelled):
        over.connect(requests.withdraw_on_task_end, dispatch_uid="review_is_over")
