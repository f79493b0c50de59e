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
from home.seeding.bulk_pages import BulkPageInserter
from home.seeding.fixtures import SeedFixtures
from home.seeding.index_entries import IndexedText, store_index_entries, to_indexed_text
from home.seeding.library import CitableReference
from home.seeding.prose import article_title, sentence
from home.seeding.prototypes import (
    CITATIONS_PER_ARTICLE,
    Prototype,
    build_prototype,
    reference_index_paths,
)
from home.seeding.rows import bulk_insert

PROTOTYPE_COUNT = 100
REFERENCE_INDEX_FIELDS = [
    *("content_type", "base_content_type", "object_id", "to_content_type", "to_object_id"),
    *("model_path", "content_path", "content_path_hash"),
]
MAX_AGE_DAYS = 3000


class ArticleWriter:
    """Writes articles by their number: the same one for the same number and surroundings."""

    def __init__(self, around: SeedFixtures, library: list[CitableReference]):
        self.fixtures = around
        self.leaf_categories = around.leaf_categories
        self.library = library
        self.inserter = BulkPageInserter(ArticlePage)
        self.prototypes: dict[int, Prototype] = {}
        self.today = timezone.localdate()
        self.types = {
            model: ContentType.objects.get_for_model(model).pk
            for model in (Page, ArticlePage, Condition, Reference)
        }

    def write(self, numbers: range) -> None:
        """Store these articles. Within one transaction, so that there is no half of one."""
        drafts = [ArticleDraft(self, number) for number in numbers]
        self.inserter.store([draft.page for draft in drafts])
        for draft in drafts:
            draft.relate()
        for model, name in (
            (ArticleAuthor, "authors"),
            (ArticleCrossListing, "cross_listings"),
            (TaggedCondition, "conditions"),
        ):
            model.objects.bulk_create(row for draft in drafts for row in getattr(draft, name))
        bulk_insert(
            ReferenceIndex,
            REFERENCE_INDEX_FIELDS,
            (row for draft in drafts for row in draft.references()),
        )
        store_index_entries(ArticlePage, (draft.index_entry() for draft in drafts))

    def prototype(self, number: int) -> Prototype:
        index = number % PROTOTYPE_COUNT
        if index not in self.prototypes:
            self.prototypes[index] = build_prototype(index)
        return self.prototypes[index]


class ArticleDraft:
    """One article and what belongs to it, before and while it is stored."""

    def __init__(self, writer: ArticleWriter, number: int):
        self.writer, self.random = writer, Random(number)  # noqa: S311 - texts, not secrets
        self.prototype = writer.prototype(number)
        self.place = writer.leaf_categories[number % len(writer.leaf_categories)]
        cited = self.random.sample(writer.library, CITATIONS_PER_ARTICLE)
        self.cited = [source.pk for source in cited]
        types = [source.study for source in cited if source.study]
        strongest = max(types, key=lambda kind: kind.level)
        published = writer.today - timedelta(days=self.random.randrange(MAX_AGE_DAYS))
        self.page: ArticlePage = writer.inserter.build_page(
            self.place,
            f"article-{number:07}",
            article_title(self.random, number),
            datetime.combine(published, time(9), UTC),
            summary=sentence(self.random),
            body=self.prototype.body(self.cited),
            category_id=self.place.pk,
            reading_minutes=self.prototype.minutes,
            source_count=CITATIONS_PER_ARTICLE,
            strongest_source=strongest,
            strongest_level=strongest.level,
            **self._review(published),
        )

    def _review(self, published: Any) -> dict[str, Any]:
        """Nine of ten were reviewed, some time after their publication."""
        if self.random.random() < 0.1:
            return {}
        days = (self.writer.today - published).days
        reviewer = self.random.choice(self.writer.fixtures.people)
        on = published + timedelta(days=self.random.randrange(days + 1))
        return {"reviewer_id": reviewer, "asked_reviewer_id": reviewer, "reviewed_on": on}

    def relate(self) -> None:
        """Choose what refers to the page, now that it has an id."""
        pk, around, random = self.page.pk, self.writer.fixtures, self.random
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
                yield (
                    *article,
                    self.writer.types[Page],
                    str(pk),
                    *reference_index_paths(field, field),
                )
        for relation, field, model, rows in (
            ("article_authors", "person", Page, self.authors),
            ("cross_listings", "category", Page, self.cross_listings),
            ("tagged_conditions", "tag", Condition, self.conditions),
        ):
            for row in rows:
                where = reference_index_paths(
                    f"{relation}.item.{field}", f"{relation}.{row.pk}.{field}"
                )
                to = str(getattr(row, f"{field}_id"))
                yield (*article, self.writer.types[model], to, *where)

    def index_entry(self) -> tuple[int, IndexedText, IndexedText, IndexedText]:
        """What the search index is told: the words of the body are known from the prototype."""
        title, about = to_indexed_text(self.page.title), self.writer.fixtures.conditions
        names = (about[row.tag_id] for row in self.conditions)
        told = to_indexed_text(" ".join([self.page.title, self.page.summary, *names]))
        return self.page.pk, title, title, told + self.prototype.words
