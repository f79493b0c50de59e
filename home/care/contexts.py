"""The template context of services, conditions and their lists."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from articles.blocks.outline import OutlinePart, build_outline
from articles.cache.objects import cached_cards
from articles.cache.versioned import VersionedLRUCache
from articles.models import ArticlePage, PersonPage
from articles.models.page_context import provide_context
from articles.models.shown_statements import Shown, get_shown_statements
from home.blocks.base import body_stylesheets
from home.care.alphabet import list_by_letter
from home.care.catalogue import (
    conditions_by_person,
    get_condition_index,
    get_conditions,
    get_people,
    get_services,
    places_of,
    services_by_person,
    services_for_condition,
)
from home.care.condition import ConditionIndexPage, ConditionPage
from home.care.service import ServiceIndexPage, ServicePage

MAX_ARTICLES = 6
# By id of the library's condition.
article_ids_cache = VersionedLRUCache("articles of conditions", max_weight=1000)


def body_context(page: Any) -> dict[str, Any]:
    """Return the parts of a body, and its findings of articles, read at once."""
    choices = [
        choice for child in page.body for choice in child.block.get_statement_choices(child.value)
    ]
    shown: Any = SimpleLazyObject(lambda: get_shown_statements(choices))
    return {
        "parts": build_outline(page.body),
        "shown_statements": shown,
        "stylesheets": body_stylesheets(page.body),
    }


@provide_context(ServiceIndexPage)
def service_index_context(page: ServiceIndexPage, request: HttpRequest) -> dict[str, Any]:
    return {"services": [one for one in get_services() if one.path.startswith(page.path)]}


@provide_context(ConditionIndexPage)
def condition_index_context(page: ConditionIndexPage, request: HttpRequest) -> dict[str, Any]:
    below = (one for one in get_conditions() if one.path.startswith(page.path))
    return {"letters": list_by_letter(below)}


@provide_context(ServicePage)
def service_context(page: ServicePage, request: HttpRequest) -> dict[str, Any]:
    """Return what the page and its panel of facts show."""
    treated = [row.condition_id for row in page.treated.all()]
    by_id = {condition.pk: condition for condition in get_conditions()}
    context = body_context(page)
    return context | {
        "prices_before": find_closing_part(context["parts"]),
        "people": get_people(page.staff.all()),
        "places": places_of(list(page.places.all())),
        "conditions": [by_id[pk] for pk in treated if pk in by_id],
    }


def find_closing_part(parts: list[OutlinePart]) -> OutlinePart | None:
    """Return the call to action that ends a body, before which the prices are shown, or None."""
    last = parts[-1] if parts else None
    return last if last and last.child.block.is_call_to_action else None


@provide_context(ConditionPage)
def condition_context(page: ConditionPage, request: HttpRequest) -> dict[str, Any]:
    """Return what the page and its panel show."""
    context = body_context(page)
    articles = find_articles(page)
    others = [one for one in get_conditions() if one.pk != page.pk]
    return context | {
        "articles": articles,
        "drawn_on": drawn_on(context["shown_statements"], articles),
        "services": services_for_condition(page.pk),
        "people": get_people(page.staff.all()),
        "letters": list_by_letter(others),
        "condition_index": get_condition_index(),
    }


@provide_context(PersonPage)
def person_context(person: PersonPage, request: HttpRequest) -> dict[str, Any]:
    """Return the services that a person gives and the conditions they see people for."""
    if not person.pk:
        return {}
    services, conditions = services_by_person(person.pk), conditions_by_person(person.pk)
    return {"person_services": services, "person_conditions": conditions}


def find_articles(page: ConditionPage) -> list[ArticlePage]:
    """Return the public articles to read on: those chosen, then the others about the condition."""
    chosen = [child.value for child in page.read_first if child.value]
    tag = page.library_condition_id
    ids = article_ids_cache.get(tag, lambda: _tagged_ids(tag)) if tag else []
    wanted = list(dict.fromkeys([*chosen, *ids]))[:MAX_ARTICLES]
    cards = cached_cards(ArticlePage.objects, wanted)
    return [cards[pk] for pk in wanted if pk in cards]


def _tagged_ids(tag: int) -> list[int]:
    articles = ArticlePage.objects.visible().without_duplicates().newest_review_first()
    tagged = articles.filter(tagged_conditions__tag=tag).values_list("pk", flat=True)
    return list(tagged[:MAX_ARTICLES])


def drawn_on(shown: Shown, articles: Iterable[ArticlePage]) -> list[ArticlePage]:
    """Return the articles that the page draws on: of its findings, or else those to read on."""
    found = {one.article.pk: one.article for one in shown.values()}
    return list(found.values()) or list(articles)
