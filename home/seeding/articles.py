"""Write articles in batches, with everything that is stored about an article.

Saving articles one by one would take hours: each parses its body, locks its parent, updates the
search index and the reference index. Here the bodies come from prototypes, of which all that
depends on the text alone is computed once. A prototype cites placeholder ids, which are replaced
by the article's own sources.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Locale, Page, ReferenceIndex
from wagtail.search.backends import get_search_backend

from articles.blocks.evidence import get_evidence_source_ids
from articles.models import (
    ArticleAuthor,
    ArticleCrossListing,
    ArticlePage,
    Condition,
    Reference,
    TaggedCondition,
)
from articles.models.derived_fields import estimate_reading_minutes
from articles.references.study_types import StudyType, find_strongest
from home.discovery.search.indexed_words import IndexedWords
from home.discovery.search.words import to_index_text
from home.seeding.fixtures import SeedFixtures
from home.seeding.prose import article_body, article_title, sentence

PROTOTYPE_COUNT = 100
CITATIONS_PER_ARTICLE = 6
PLACEHOLDER_IDS = [9_000_000_000 + number for number in range(CITATIONS_PER_ARTICLE)]
MAX_AGE_DAYS = 3000


@dataclass(frozen=True)
class Prototype:
    """A body to copy.

    `citations` holds two paths and the index of the source for each; `evidence` the indices of the
    sources of its findings.
    """

    json: str
    words: str
    minutes: int
    citations: list[tuple[str, str, int]]
    evidence: list[int]


def build_prototype(number: int) -> Prototype:
    json = article_body(Random(number), PLACEHOLDER_IDS)  # noqa: S311 - texts, not secrets
    body = ArticlePage(body=json).body
    return Prototype(
        json,
        to_index_text("\n".join(body.stream_block.get_searchable_content(body))),
        estimate_reading_minutes(body),
        [
            (f"body.{model_path}", f"body.{content_path}", PLACEHOLDER_IDS.index(int(pk)))
            for _model, pk, model_path, content_path in body.stream_block.extract_references(body)
        ],
        [PLACEHOLDER_IDS.index(pk) for pk in get_evidence_source_ids(body)],
    )


class ArticleWriter:
    """Writes articles by their number. The same number gives the same article."""

    def __init__(self, fixtures: SeedFixtures) -> None:
        self.fixtures = fixtures
        self.prototypes = [build_prototype(number) for number in range(PROTOTYPE_COUNT)]
        self.parents = fixtures.leaf_categories
        for parent in self.parents:
            child = parent.get_last_child()
            parent.last_step = Page._str2int(child.path[-Page.steplen :]) if child else 0
        models = (Page, ArticlePage, Condition, Reference)
        self.types = {m: c.pk for m, c in ContentType.objects.get_for_models(*models).items()}
        self.locale = Locale.get_default()
        self.today = timezone.localdate()

    @transaction.atomic
    def write(self, numbers: range) -> None:
        drafts = [self.draft(number) for number in numbers]
        insert_articles([draft.page for draft in drafts])
        Page.objects.bulk_update({draft.parent for draft in drafts}, ["numchild"])
        for draft in drafts:
            draft.relate(self.fixtures)
        for name in ("article_authors", "cross_listings", "tagged_conditions"):
            rows = [row for draft in drafts for row in draft.related[name]]
            if rows:
                type(rows[0]).objects.bulk_create(rows)
        ReferenceIndex.objects.bulk_create(
            row for draft in drafts for row in draft.index_rows(self.types)
        )
        words = [draft.words(self.fixtures.conditions) for draft in drafts]
        get_search_backend().get_index_for_model(ArticlePage).add_items(ArticlePage, words)

    def draft(self, number: int) -> "ArticleDraft":
        random = Random(number)  # noqa: S311 - texts, not secrets
        prototype = self.prototypes[number % len(self.prototypes)]
        parent: Any = self.parents[number % len(self.parents)]
        parent.last_step += 1
        parent.numchild += 1
        sources = random.sample(self.fixtures.references, CITATIONS_PER_ARTICLE)
        body = prototype.json
        for placeholder, source in zip(PLACEHOLDER_IDS, sources, strict=True):
            body = body.replace(str(placeholder), str(source.pk))
        evidence = [sources[index].study for index in prototype.evidence]
        strongest = find_strongest(evidence)
        slug, title = f"article-{number:07}", article_title(random, number)
        age = random.randrange(MAX_AGE_DAYS)
        published_on = self.today - timedelta(days=age)
        published_at = datetime.combine(published_on, time(9), UTC)
        # Nine of ten were reviewed, some time after their publication.
        reviewer = random.choice(self.fixtures.people) if random.random() < 0.9 else None
        reviewed_on = published_on + timedelta(days=random.randrange(age + 1))
        page = ArticlePage(
            title=title,
            draft_title=title,
            slug=slug,
            content_type_id=self.types[ArticlePage],
            locale=self.locale,
            path=Page._get_path(parent.path, parent.depth + 1, parent.last_step),
            depth=parent.depth + 1,
            url_path=f"{parent.url_path}{slug}/",
            live=True,
            first_published_at=published_at,
            content_changed_at=published_at,
            last_published_at=published_at,
            latest_revision_created_at=published_at,
            summary=sentence(random),
            body=body,
            category_id=parent.pk,
            reading_minutes=prototype.minutes,
            source_count=CITATIONS_PER_ARTICLE,
            strongest_source=strongest or "",
            strongest_level=strongest.level if strongest else 0,
            cites_guideline=StudyType.GUIDELINE in evidence,
            reviewer_id=reviewer,
            asked_reviewer_id=reviewer,
            reviewed_on=reviewed_on if reviewer else None,
        )
        return ArticleDraft(page, parent, prototype, [source.pk for source in sources], random)


@dataclass
class ArticleDraft:
    """One article and what belongs to it."""

    page: ArticlePage
    parent: Page
    prototype: Prototype
    sources: list[int]
    random: Random

    def relate(self, fixtures: SeedFixtures) -> None:
        """Choose what refers to the page, now that it has an id."""
        pk, random = self.page.pk, self.random
        people = random.sample(fixtures.people, random.choice((1, 1, 2)))
        tags = random.sample(list(fixtures.conditions), random.choice((0, 1, 1, 2)))
        categories = [random.choice(fixtures.categories)] if random.random() < 0.1 else []
        self.related: dict[str, list[Any]] = {
            "article_authors": [
                ArticleAuthor(page_id=pk, person_id=person, sort_order=order)
                for order, person in enumerate(people)
            ],
            "cross_listings": [
                ArticleCrossListing(page_id=pk, category_id=category.pk, sort_order=0)
                for category in categories
            ],
            "tagged_conditions": [
                TaggedCondition(content_object_id=pk, tag_id=tag) for tag in tags
            ],
        }

    def index_rows(self, types: dict[Any, int]) -> Iterator[ReferenceIndex]:
        """Yield the rows that Wagtail's reference index has of the article."""
        targets: list[tuple[Any, int, str, str]] = [
            (Reference, self.sources[index], model_path, content_path)
            for model_path, content_path, index in self.prototype.citations
        ]
        targets += [
            (Page, pk, field, field)
            for field in ("category", "reviewer", "asked_reviewer")
            if (pk := getattr(self.page, f"{field}_id"))
        ]
        for relation, field, model in (
            ("article_authors", "person", Page),
            ("cross_listings", "category", Page),
            ("tagged_conditions", "tag", Condition),
        ):
            for row in self.related[relation]:
                pk = getattr(row, f"{field}_id")
                path = f"{relation}.item.{field}"
                targets.append((model, pk, path, f"{relation}.{row.pk}.{field}"))
        for model, pk, model_path, content_path in targets:
            yield ReferenceIndex(
                content_type_id=types[ArticlePage],
                base_content_type_id=types[Page],
                object_id=self.page.pk,
                to_content_type_id=types[model],
                to_object_id=pk,
                model_path=model_path,
                content_path=content_path,
                content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
            )

    def words(self, conditions: dict[int, str]) -> IndexedWords:
        names = [conditions[row.tag_id] for row in self.related["tagged_conditions"]]
        title = to_index_text(self.page.title)
        text = to_index_text(" ".join([self.page.title, self.page.summary, *names]))
        return IndexedWords(self.page.pk, title, f"{text} {self.prototype.words}", title)


def insert_articles(pages: list[ArticlePage]) -> None:
    """Insert pages in bulk, which `bulk_create` refuses for models with a parent model."""
    inherited = [field for field in Page._meta.concrete_fields if not field.primary_key]
    table: Any = QuerySet(Page)
    for page, (pk,) in zip(pages, table._batched_insert(pages, inherited, None), strict=True):
        page.pk = page.id = pk
    own: Any = QuerySet(ArticlePage)
    own._insert(pages, fields=ArticlePage._meta.local_concrete_fields, using="default")
