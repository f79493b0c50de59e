"""What seeded articles need around them: people, conditions and a tree of categories."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from django.utils import timezone
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from articles.artwork.choices import Hue, Shape
from articles.models import CategoryIndexPage, Condition, PersonPage, TeamIndexPage
from home.seeding.bulk_pages import BulkPageInserter, Place, load_places
from home.seeding.prose import CONDITIONS, SURNAMES, paragraph

SLUG = "bench"
TITLE = "Benchmark"
PEOPLE_COUNT = 12
# Categories below a category.
CHILDREN_PER_CATEGORY = 10


@dataclass(frozen=True)
class SeedFixtures:
    """What an article is given at random."""

    people: list[int]
    conditions: dict[int, str]
    categories: list[Place]

    @property
    def leaf_categories(self) -> list[Place]:
        """The categories without others below them: where articles stand."""
        above = {place.path[: -Page.steplen] for place in self.categories}
        return [place for place in self.categories if place.path not in above]


def prepare_fixtures(home: Page, categories: int) -> SeedFixtures:
    """Make what is missing of it, with at least so many categories."""
    root = _get_or_create_page(home, CategoryIndexPage(title=TITLE, slug=SLUG))
    team = _get_or_create_page(home, TeamIndexPage(title=f"{TITLE} team", slug=f"{SLUG}-team"))
    people = [
        _get_or_create_page(
            team, PersonPage(title=f"Sam {name}", slug=name.lower(), job_title="Researcher")
        ).pk
        for name in SURNAMES[:PEOPLE_COUNT]
    ]
    conditions = {Condition.objects.get_or_create(name=name)[0].pk: name for name in CONDITIONS}
    return SeedFixtures(people, conditions, _get_or_create_categories(root, categories))


def _get_or_create_page(parent: Page, page: Page) -> Any:
    # Read anew, since the parent at hand does not know of children added to another copy of it.
    found = type(page).objects.child_of(parent).filter(slug=page.slug).first()
    return found or Page.objects.get(pk=parent.pk).add_child(instance=page)


def _get_or_create_categories(root: Page, number: int) -> list[Place]:
    """All below the root in the order they were made: each tenth of it is one level deeper."""
    below = CategoryIndexPage.objects.select_related(None).descendant_of(root, inclusive=True)
    known = list(load_places(below.order_by("pk")).values())
    first, inserter, made = len(known), BulkPageInserter(CategoryIndexPage), []
    for index in range(first, number + 1):
        parent = known[(index - 1) // CHILDREN_PER_CATEGORY]
        page = _build_category(inserter, parent, index)
        made.append(page)
        known.append(Place(0, page.path, page.url_path))
    if made:
        inserter.store(made)
        get_search_backend().add_bulk(CategoryIndexPage, made)
        for place, page in zip(known[first:], made, strict=True):
            place.pk = page.pk
    return known[1:]


def _build_category(inserter: BulkPageInserter, parent: Place, index: int) -> CategoryIndexPage:
    random = Random(index)  # noqa: S311 - texts, not secrets
    return inserter.build_page(
        parent,
        f"topic-{index}",
        f"Topic {index}",
        timezone.now() - timedelta(days=3000),
        summary=paragraph(random, 1),
        hue=random.choice(Hue.values),
        shape=random.choice(Shape.values),
    )
