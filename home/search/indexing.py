"""Keep the index true where Wagtail's own signal comes too early.

An article is indexed when its row is saved, and its conditions are stored only after that.
"""

from typing import Any

from django.db.models.signals import post_delete, post_save
from modelsearch.index import insert_or_update_object

from articles.models import ArticlePage
from articles.models.condition import TaggedCondition


def connect() -> None:
    """Called once when the app is ready."""
    for signal in (post_save, post_delete):
        signal.connect(index_article, sender=TaggedCondition, dispatch_uid="search_conditions")


def index_article(sender: Any, instance: TaggedCondition, **kwargs: Any) -> None:
    """Index the article anew from the database, which a form or revision may be ahead of."""
    if article := ArticlePage.objects.filter(pk=instance.content_object_id).first():
        insert_or_update_object(article)
