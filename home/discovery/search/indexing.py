"""Update the index where Wagtail's own signal comes too early, or not at all.

An article is indexed when its row is saved, before its conditions are stored. Renaming a condition
saves no article.
"""

from typing import Any

from django.db.models.signals import post_delete, post_save
from modelsearch.index import insert_or_update_object

from articles.models import ArticlePage, Condition, TaggedCondition


def register_signal_handlers() -> None:
    for signal in (post_save, post_delete):
        signal.connect(
            index_tagged_article, sender=TaggedCondition, dispatch_uid="search_conditions"
        )
    post_save.connect(
        index_articles_with_condition, sender=Condition, dispatch_uid="search_condition_name"
    )


def index_articles_with_condition(
    sender: Any, instance: Condition, created: bool, **kwargs: Any
) -> None:
    if not created:
        for article in ArticlePage.objects.filter(tagged_conditions__tag=instance):
            insert_or_update_object(article)


def index_tagged_article(sender: Any, instance: TaggedCondition, **kwargs: Any) -> None:
    """Index the article as it is in the database, which a form or revision may be ahead of."""
    if article := ArticlePage.objects.filter(pk=instance.content_object_id).first():
        insert_or_update_object(article)
