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

FACTS = ("category", "reading_minutes", "source_count", "strongest_source", "strongest_level")


def refresh_citing_articles(sender, instance, created, **kwargs):
    """A changed source may change the strongest source of articles, and what reports say."""
    if not created and not kwargs.get("raw"):
        refresh_and_measure(citing_articles(instance))


def remember_citing_articles(sender, instance, **kwargs):
    """Once a source is deleted nothing tells any more who cited it."""
    instance._cited_by = citing_articles(instance)


def refresh_articles_that_cited(sender, instance, **kwargs):
    refresh_and_measure(instance._cited_by)


def refresh_moved_articles(sender, instance, **kwargs):
    """A moved article belongs to another category."""
    refresh(path__startswith=instance.path)


def citing_articles(reference) -> list[int]:
    ids = ReferenceIndex.get_references_to(reference).values_list("object_id", flat=True)
    return [int(pk) for pk in ids.distinct() if pk.isdecimal()]


def refresh(**which):
    """Store the facts anew, whatever else may be wrong with an article by today's rules."""
    from articles.models import ArticlePage

    for article in ArticlePage.objects.filter(**which):
        article.refresh_facts()
        facts = {name: getattr(article, name) for name in FACTS}
        ArticlePage.objects.filter(pk=article.pk).update(**facts)


def refresh_and_measure(ids: list[int]):
    """The same for articles of which a source changed, and what reports say of them."""
    from articles.editorial.metrics import measure_published

    refresh(pk__in=ids)
    measure_published(pk__in=ids)


def measure_when_published(sender, instance, **kwargs):
    """Reports tell of what is public: its sources, its problems, and how hard it reads."""
    from articles.editorial.metrics import measure
    from articles.models import ArticlePage

    if isinstance(instance, ArticlePage):
        measure([instance])


def remember_what_was_signed(sender, instance, **kwargs):
    """Once a profile is deleted nothing tells any more whose reviewer it was."""
    instance._reviewed = list(instance.reviewed_articles.values_list("pk", flat=True))


def refresh_what_was_signed(sender, instance, **kwargs):
    """Somebody else may have signed the same text before."""
    from articles.review.sign_off import refresh_review

    for pk in instance._reviewed:
        refresh_review(pk)


def connect():
    """Attach the handlers; called once when the app is ready."""
    from articles.models import PersonPage, Reference
    from articles.review import requests as asking
    from articles.review import sign_off as recording

    post_save.connect(refresh_citing_articles, sender=Reference, dispatch_uid="citing_articles")
    pre_delete.connect(remember_citing_articles, sender=Reference, dispatch_uid="cited_by")
    post_delete.connect(refresh_articles_that_cited, sender=Reference, dispatch_uid="cited")
    pre_delete.connect(remember_what_was_signed, sender=PersonPage, dispatch_uid="reviewed_by")
    post_delete.connect(refresh_what_was_signed, sender=PersonPage, dispatch_uid="reviewer_gone")
    post_page_move.connect(refresh_moved_articles, dispatch_uid="moved_articles")
    page_published.connect(recording.refresh_when_published, dispatch_uid="reviewed_articles")
    page_published.connect(measure_when_published, dispatch_uid="measured_articles")
    task_submitted.connect(asking.ask_when_submitted, dispatch_uid="asked_reviewer")
    for over in (task_approved, task_rejected, task_cancelled):
        over.connect(asking.withdraw_when_over, dispatch_uid="review_is_over")
