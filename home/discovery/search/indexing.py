"""Update the index where Wagtail's own signal comes too early, or not at all.

An article is indexed when its row is saved, before its conditions are stored, and a service before
its prices and conditions. Renaming a condition saves no article and no service.
"""

from typing import Any

from django.db.models.signals import post_delete, post_save
from modelsearch.index import insert_or_update_object

from articles.models import ArticlePage, Condition, TaggedCondition
from home.care.models import ConditionPage, ServiceCondition, ServicePage, ServicePrice


def register_signal_handlers() -> None:
    for signal in (post_save, post_delete):
        signal.connect(
            index_tagged_article, sender=TaggedCondition, dispatch_uid="search_conditions"
        )
        for model in (ServicePrice, ServiceCondition):
            uid = f"search_{model.__name__}"
            signal.connect(index_service, sender=model, dispatch_uid=uid)
    post_save.connect(
        index_services_for_condition, sender=ConditionPage, dispatch_uid="search_condition_page"
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


def index_service(sender: Any, instance: ServicePrice | ServiceCondition, **kwargs: Any) -> None:
    if service := ServicePage.objects.filter(pk=instance.page_id).first():
        insert_or_update_object(service)


def index_services_for_condition(
    sender: Any, instance: ConditionPage, created: bool, **kwargs: Any
) -> None:
    if not created:
        for service in ServicePage.objects.filter(treated__condition=instance).distinct():
            insert_or_update_object(service)
