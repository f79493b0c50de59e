"""People, conditions, categories and sources for the seeded articles."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from django.db import transaction
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from articles.artwork.choices import Hue, Shape
from articles.models import CategoryIndexPage, Condition, PersonPage, Reference, TeamIndexPage
from articles.references.study_types import StudyType
from home.seeding.prose import CONDITIONS, JOURNALS, SURNAMES, invented_word, paragraph, sentence

SLUG = "bench"
PEOPLE_COUNT = 12
CHILDREN_PER_CATEGORY = 10
KEY_PREFIX = "bench-"
BATCH_SIZE = 1000


@dataclass(frozen=True)
class SeedFixtures:
    """Everything that seeded articles refer to."""

    people: list[int]
    conditions: dict[int, str]
    categories: list[Page]
    references: list[Reference]

    @property
    def leaf_categories(self) -> list[Page]:
        """The categories without subcategories, which hold the articles."""
        parents = {page.path[: -Page.steplen] for page in self.categories}
        return [page for page in self.categories if page.path not in parents]


@transaction.atomic
def prepare_fixtures(
    home: Page, categories: int, references: int, report: Callable[[str], object]
) -> SeedFixtures:
    """Create missing objects, up to these numbers."""
    root = _get_or_create_page(home, CategoryIndexPage(title="Benchmark", slug=SLUG))
    team = _get_or_create_page(home, TeamIndexPage(title="Benchmark team", slug=f"{SLUG}-team"))
    people = [
        _get_or_create_page(
            team,
            PersonPage(
                title=f"Sam {name}", slug=name.lower(), job_title="Researcher", team_group="writers"
            ),
        ).pk
        for name in SURNAMES[:PEOPLE_COUNT]
    ]
    conditions = {Condition.objects.get_or_create(name=name)[0].pk: name for name in CONDITIONS}
    pages = _get_or_create_categories(root, categories)
    report(f"{len(pages)} categories, {len(people)} people.")
    _create_missing_references(references)
    report(f"{references} references.")
    sources = Reference.objects.filter(key__startswith=KEY_PREFIX).order_by("pk")
    return SeedFixtures(people, conditions, pages, list(sources.only("pk", "study_type")))


def _get_or_create_page(parent: Page, page: Page) -> Any:
    # The parent is read again, since its tree fields are outdated after an earlier child.
    found = type(page).objects.child_of(parent).filter(slug=page.slug).first()
    return found or Page.objects.get(pk=parent.pk).add_child(instance=page)


def _get_or_create_categories(root: Page, number: int) -> list[Page]:
    """Return all below the root in the order of their creation, at most ten below each."""
    descendants = CategoryIndexPage.objects.descendant_of(root).order_by("pk")
    pages: list[Any] = [root, *descendants]
    for index in range(len(pages), number + 1):
        random = Random(index)  # noqa: S311 - texts, not secrets
        category = CategoryIndexPage(
            title=f"Topic {index}",
            slug=f"topic-{index}",
            summary=paragraph(random, 1),
            hue=random.choice(Hue.values),
            shape=random.choice(Shape.values),
        )
        pages.append(_get_or_create_page(pages[(index - 1) // CHILDREN_PER_CATEGORY], category))
    return pages[1:]


def _create_missing_references(number: int) -> None:
    first = Reference.objects.filter(key__startswith=KEY_PREFIX).count() + 1
    for start in range(first, number + 1, BATCH_SIZE):
        batch = [_build_reference(n) for n in range(start, min(start + BATCH_SIZE, number + 1))]
        get_search_backend().add_bulk(Reference, Reference.objects.bulk_create(batch))


def _build_reference(number: int) -> Reference:
    random = Random(number)  # noqa: S311 - texts, not secrets
    names = zip(random.sample(SURNAMES, 3), "ABC", strict=True)
    reference = Reference(
        key=f"{KEY_PREFIX}{number:07}",
        authors="\n".join(" ".join(name) for name in names),
        title=f"{sentence(random).removesuffix('.')}: the {invented_word(number)} study",
        container=random.choice(JOURNALS),
        year=random.randrange(1985, 2026),
        volume=str(random.randrange(1, 90)),
        pages=str(random.randrange(1, 900)),
        doi=f"10.5555/{KEY_PREFIX}{number}",
        study_type=random.choice(StudyType.values),
    )
    reference.update_derived_fields()
    return reference
