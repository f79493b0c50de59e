"""Keep what is derived from somewhere else true when that somewhere changes."""

from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import ReferenceIndex
from wagtail.signals import post_page_move

FACTS = ("category", "reading_minutes", "source_count", "strongest_source", "strongest_level")


def refresh_citing_articles(sender, instance, created, **kwargs):
    """A source whose study type changed may change the strongest source of articles."""
    if not created and not kwargs.get("raw"):
        refresh(pk__in=citing_articles(instance))


def remember_citing_articles(sender, instance, **kwargs):
    """Once a source is deleted nothing tells any more who cited it."""
    instance._cited_by = citing_articles(instance)


def refresh_articles_that_cited(sender, instance, **kwargs):
    refresh(pk__in=instance._cited_by)


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


def connect():
    """Attach the handlers; called once when the app is ready."""
    from articles.models import Reference

    post_save.connect(refresh_citing_articles, sender=Reference, dispatch_uid="citing_articles")
    pre_delete.connect(remember_citing_articles, sender=Reference, dispatch_uid="cited_by")
    post_delete.connect(refresh_articles_that_cited, sender=Reference, dispatch_uid="cited")
    post_page_move.connect(refresh_moved_articles, dispatch_uid="moved_articles")
