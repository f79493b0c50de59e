"""Signal handlers that update the derived fields and the metrics of articles."""

from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import ReferenceIndex
from wagtail.signals import page_published, post_page_move, published

from articles.editorial.claim_counts import update_claim_counts
from articles.editorial.metrics import update_metrics, update_published_metrics
from articles.models import ArticlePage, CallToAction, Reference
from articles.models.gated import GatedMixin


def update_citing_articles(sender, instance, created, **kwargs):
    if not created and not kwargs.get("raw"):
        update_fields_and_metrics(get_citing_article_ids(instance))


def store_citing_articles(sender, instance, **kwargs):
    """Remember the articles: after the deletion of a source the index no longer has them."""
    instance._citing_article_ids = get_citing_article_ids(instance)


def update_formerly_citing_articles(sender, instance, **kwargs):
    update_fields_and_metrics(instance._citing_article_ids)


def update_moved_articles(sender, instance, **kwargs):
    """Update the category."""
    update_derived_fields(path__startswith=instance.path)


def get_citing_article_ids(reference) -> list[int]:
    ids = ReferenceIndex.get_references_to(reference).values_list("object_id", flat=True)
    return [int(pk) for pk in ids.distinct() if pk.isdecimal()]


def update_derived_fields(**conditions):
    """Update the derived fields of the matching articles, without validating them."""
    for article in ArticlePage.objects.filter(**conditions):
        ArticlePage.objects.filter(pk=article.pk).update(**article.update_derived_fields())


def update_fields_and_metrics(ids: list[int]):
    update_derived_fields(pk__in=ids)
    update_published_metrics(pk__in=ids)


def update_metrics_on_publish(sender, instance, **kwargs):
    if isinstance(instance, ArticlePage):
        update_metrics([instance])
    elif isinstance(instance, GatedMixin):
        update_claim_counts([instance])


def register_signal_handlers() -> None:
    post_save.connect(update_citing_articles, sender=Reference, dispatch_uid="citing_articles")
    pre_delete.connect(store_citing_articles, sender=Reference, dispatch_uid="cited_by")
    post_delete.connect(update_formerly_citing_articles, sender=Reference, dispatch_uid="cited")
    post_page_move.connect(update_moved_articles, dispatch_uid="moved_articles")
    published.connect(update_metrics_on_publish, sender=CallToAction, dispatch_uid="counted_calls")
    page_published.connect(update_metrics_on_publish, dispatch_uid="measured_articles")
