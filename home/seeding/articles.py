"""Batches of articles, with all that is stored about an article besides its row."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from articles.models import (
    ArticleAuthor,
    ArticleCrossListing,
    ArticlePage,
    Condition,
    Reference,
    TaggedCondition,
)
from home.seeding.bulk_pages import Planter
from home.seeding.fixtures import Around
from home.seeding.index_entries import Words, store, words
from home.seeding.library import Cited
from home.seeding.prose import sentence, title
from home.seeding.prototypes import CITED, Prototype, paths, prototype
from home.seeding.rows import insert

PROTOTYPES = 100
INDEXED = [
    *("content_type", "base_content_type", "object_id", "to_content_type", "to_object_id"),
    *("model_path", "content_path", "content_path_hash"),
]
OLDEST_DAYS = 3000


class Writer:
    """Writes articles by their number: the same one for the same number and surroundings."""

    def __init__(self, around: Around, library: list[Cited]):
        self.around = around
        self.leaves = around.leaves
        self.library = library
        self.planter = Planter(ArticlePage)
        self.prototypes: dict[int, Prototype] = {}
        self.today = timezone.localdate()
        self.types = {
            model: ContentType.objects.get_for_model(model).pk
            for model in (Page, ArticlePage, Condition, Reference)
        }

    def write(self, numbers: range) -> None:
        """Store these articles. Within one transaction, so that there is no half of one."""
        drafts = [Draft(self, number) for number in numbers]
        self.planter.store([draft.page for draft in drafts])
        for draft in drafts:
            draft.relate()
        for model, name in (
            (ArticleAuthor, "authors"),
            (ArticleCrossListing, "cross_listings"),
            (TaggedCondition, "conditions"),
        ):
            model.objects.bulk_create(row for draft in drafts for row in getattr(draft, name))
        insert(ReferenceIndex, INDEXED, (row for draft in drafts for row in draft.references()))
        store(ArticlePage, (draft.words() for draft in drafts))

    def prototype(self, number: int) -> Prototype:
        index = number % PROTOTYPES
        if index not in self.prototypes:
            self.prototypes[index] = prototype(index)
        return self.prototypes[index]


class Draft:
    """One article and what belongs to it, before and while it is stored."""

    def __init__(self, writer: Writer, number: int):
        self.writer, self.random = writer, Random(number)  # noqa: S311 - texts, not secrets
        self.prototype = writer.prototype(number)
        self.place = writer.leaves[number % len(writer.leaves)]
        cited = self.random.sample(writer.library, CITED)
        self.cited = [source.pk for source in cited]
        types = [source.study for source in cited if source.study]
        strongest = max(types, key=lambda kind: kind.level)
        published = writer.today - timedelta(days=self.random.randrange(OLDEST_DAYS))
        self.page: ArticlePage = writer.planter.page(
            self.place,
            f"article-{number:07}",
            title(self.random, number),
            datetime.combine(published, time(9), UTC),
            summary=sentence(self.random),
            body=self.prototype.body(self.cited),
            category_id=self.place.pk,
            reading_minutes=self.prototype.minutes,
            source_count=CITED,
            strongest_source=strongest,
            strongest_level=strongest.level,
            **self._review(published),
        )

    def _review(self, published: Any) -> dict[str, Any]:
        """Nine of ten were reviewed, some time after their publication."""
        if self.random.random() < 0.1:
            return {}
        days = (self.writer.today - published).days
        reviewer = self.random.choice(self.writer.around.people)
        on = published + timedelta(days=self.random.randrange(days + 1))
        return {"reviewer_id": reviewer, "asked_reviewer_id": reviewer, "reviewed_on": on}

    def relate(self) -> None:
        """Choose what refers to the page, now that it has an id."""
        pk, around, random = self.page.pk, self.writer.around, self.random
        people = random.sample(around.people, random.choice((1, 1, 2)))
        self.authors = [
            ArticleAuthor(page_id=pk, person_id=person, sort_order=order)
            for order, person in enumerate(people)
        ]
        tags = random.sample(list(around.conditions), random.choice((0, 1, 1, 2)))
        self.conditions = [TaggedCondition(content_object_id=pk, tag_id=tag) for tag in tags]
        also = [random.choice(around.categories)] if random.random() < 0.1 else []
        self.cross_listings = [
            ArticleCrossListing(page_id=pk, category_id=place.pk, sort_order=0) for place in also
        ]

    def references(self) -> Iterator[tuple]:
        """The rows Wagtail's reference index has of the article."""
        article = (self.writer.types[ArticlePage], self.writer.types[Page], str(self.page.pk))
        for *found, place in self.prototype.references:
            yield (*article, self.writer.types[Reference], str(self.cited[place]), *found)
        for field in ("category", "reviewer", "asked_reviewer"):
            if pk := getattr(self.page, f"{field}_id"):
                yield (*article, self.writer.types[Page], str(pk), *paths(field, field))
        for relation, field, model, rows in (
            ("article_authors", "person", Page, self.authors),
            ("cross_listings", "category", Page, self.cross_listings),
            ("tagged_conditions", "tag", Condition, self.conditions),
        ):
            for row in rows:
                where = paths(f"{relation}.item.{field}", f"{relation}.{row.pk}.{field}")
                to = str(getattr(row, f"{field}_id"))
                yield (*article, self.writer.types[model], to, *where)

    def words(self) -> tuple[int, Words, Words, Words]:
        """What the search index is told: the words of the body are known from the prototype."""
        title, about = words(self.page.title), self.writer.around.conditions
        names = (about[row.tag_id] for row in self.conditions)
        told = words(" ".join([self.page.title, self.page.summary, *names]))
        return self.page.pk, title, title, told + self.prototype.words
