"""Keep what is derived from somewhere else true when that somewhere changes."""

from django.db.models.signals import post_save
from wagtail.models import ReferenceIndex
from wagtail.signals import post_page_move


def refresh_citing_articles(sender, instance, created, **kwargs):
    """A source whose study type changed may change the strongest source of articles."""
    from articles.models import ArticlePage

    if created or kwargs.get("raw"):
        return
    ids = ReferenceIndex.get_references_to(instance).values_list("object_id", flat=True).distinct()
    for article in ArticlePage.objects.filter(pk__in=[int(pk) for pk in ids]):
        _store_facts(article)


def refresh_moved_articles(sender, instance, **kwargs):
    """A moved article belongs to another category."""
    from articles.models import ArticlePage

    for article in ArticlePage.objects.filter(path__startswith=instance.path):
        _store_facts(article)


def _store_facts(article):
    article.refresh_facts()
    article.save(
        update_fields=[
            "category",
            "reading_minutes",
            "source_count",
            "strongest_source",
            "strongest_level",
        ]
    )


def connect():
    """Attach the handlers; called once when the app is ready."""
    from articles.models import Reference

    post_save.connect(refresh_citing_articles, sender=Reference, dispatch_uid="citing_articles")
    post_page_move.connect(refresh_moved_articles, dispatch_uid="moved_articles")
