"""The categories whose articles somebody can get by email."""

from collections.abc import Iterable

from wagtail.models import Page, Site

from articles.models import ArticlePage, CategoryIndexPage


def get_topics(site: Site) -> list[CategoryIndexPage]:
    """Return the public categories of a site in the order of the tree."""
    below = CategoryIndexPage.objects.descendant_of(site.root_page).visible()
    return list(below.without_duplicates().order_by("path"))


def get_offered_topics(topics: list[CategoryIndexPage]) -> list[CategoryIndexPage]:
    """Return the topics to choose from, without one that all others are below.

    Who wants that one can choose all topics.
    """
    if len(topics) > 1 and all(topic.path.startswith(topics[0].path) for topic in topics):
        return topics[1:]
    return topics


def get_topic_ids(articles: Iterable[ArticlePage]) -> dict[int, set[int]]:
    """Return for each article the categories whose subscribers get it.

    They are those above it, and those that list it and what is above these.
    """
    paths: dict[int, set[str]] = {}
    for article in articles:
        listed = [row.category.path for row in article.cross_listings.select_related("category")]
        paths[article.pk] = {
            path[:end]
            for path in (article.path, *listed)
            for end in range(Page.steplen, len(path) + 1, Page.steplen)
        }
    wanted = set().union(*paths.values()) if paths else set()
    ids = dict(CategoryIndexPage.objects.filter(path__in=wanted).values_list("path", "pk"))
    return {pk: {ids[path] for path in each if path in ids} for pk, each in paths.items()}


def describe_topics(subscription: object) -> list[str]:
    """Return the names of the topics; an empty list for all of them."""
    if subscription.all_topics:  # type: ignore[attr-defined]
        return []
    topics = subscription.topics.order_by("path")  # type: ignore[attr-defined]
    return [topic.title for topic in topics]
