"""The pages that list a service, condition, person or article, for caches in front of the site."""

from collections.abc import Iterable
from itertools import chain

from wagtail.models import Page

from articles.models import ArticlePage, TaggedCondition
from home.care.condition import ConditionPage, ConditionPerson
from home.care.service import ServiceCondition, ServicePage, ServicePerson


def get_care_listing_ids(page: Page) -> list[int]:
    """Return the ids of the pages that list a page without referring to it.

    A service is listed by its conditions and people, a condition by its people and by all other
    conditions, and an article by the conditions that it is about.
    """
    ids: Iterable[Iterable[int]] = ()
    if page.specific_class is ServicePage:
        ids = (
            ServiceCondition.objects.filter(page=page.pk).values_list("condition", flat=True),
            ServicePerson.objects.filter(page=page.pk).values_list("person", flat=True),
        )
    elif page.specific_class is ConditionPage:
        siblings = Page.objects.get(pk=page.pk).get_siblings(inclusive=False)
        ids = (
            ConditionPerson.objects.filter(page=page.pk).values_list("person", flat=True),
            siblings.values_list("pk", flat=True),
        )
    elif page.specific_class is ArticlePage:
        tags = TaggedCondition.objects.filter(content_object=page.pk).values("tag")
        about = ConditionPage.objects.filter(library_condition__in=tags)
        ids = (about.values_list("pk", flat=True),)
    return list(chain.from_iterable(ids))
