"""Store new pages in batches, without Wagtail's signals, and index what was stored.

Saving pages one by one takes a second for ten: each save locks the parent, reads the page again for
the indexes and renders sizes of pictures. Here each table is written once for a batch, and the
indexes are updated from what is in memory.
"""

import uuid
from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import prefetch_related_objects
from django.utils import timezone
from taggit.models import ItemBase
from wagtail.models import (
    Locale,
    Page,
    ReferenceIndex,
    Revision,
)
from wagtail.search.backends import get_search_backend

from articles.citations.cited_sources import extract_cited_ids
from articles.editorial.claim_counts import update_claim_counts
from articles.editorial.metrics import update_metrics
from articles.models import ArticlePage, CategoryIndexPage
from articles.models.cited_references import get_references_by_id
from articles.publishing.change_date import compute_change_date
from home.kit.page_building import BuiltPage
from home.kit.page_tree import reset_sequences

BATCH_SIZE = 100
CHANGED = "content_changed_at"


class PageStore:
    """Stores new pages. `places` has their tree fields by path."""

    def __init__(self, places: dict[str, dict[str, Any]], reviews: Any, waivers: Any) -> None:
        self.places, self.reviews, self.waivers = places, reviews, waivers
        self.categories: dict[str, int | None] = {}
        self.locale = Locale.get_default()
        self.page_type = ContentType.objects.get_for_model(Page)

    def store(self, batch: list[BuiltPage]) -> None:
        self._release_taken_keys(batch)
        # Before the pages have a place: else each article would look up its category.
        _update_derived_fields([b.page for b in batch if isinstance(b.page, ArticlePage)])
        for built in batch:
            self._place(built)
        self._store_rows_below(batch)
        for built in batch:
            self._derive(built)
        self.waivers.load_pages(batch)  # signatures cover them
        self.reviews.prepare(batch)
        Page._base_manager.bulk_create([_parent_row(built.page) for built in batch])
        for built in batch:
            _save_own_rows(built.page)
        self._store_revisions(batch)
        self._index(batch)
        self.reviews.finish(batch)

    def _release_taken_keys(self, batch: list[BuiltPage]) -> None:
        """Give pages new translation keys if this database has theirs, in another site."""
        keys = [built.page.translation_key for built in batch]
        taken = set(
            Page.objects.filter(translation_key__in=keys, locale=self.locale).values_list(
                "translation_key", flat=True
            )
        )
        for built in batch:
            if built.page.translation_key in taken:
                built.page.translation_key = uuid.uuid4()

    def _place(self, built: BuiltPage) -> None:
        page, fields = built.page, self.places[built.source.path]
        page.slug = fields["url_path"].strip("/").rpartition("/")[2]
        versions = [version.page for version in built.versions]
        for each in (page, *versions):
            for name, value in fields.items():
                setattr(each, name, value)
            each.slug = page.slug
            each.locale = self.locale
            each.content_type = ContentType.objects.get_for_model(type(page))
            each.translation_key = page.translation_key
            each.live, each.owner_id = page.live, page.owner_id
            each.alias_of_id = page.alias_of_id
            each.first_published_at = page.first_published_at
            each.last_published_at = page.last_published_at
        if versions:
            page.draft_title = versions[-1].title
            page.has_unpublished_changes = True
        elif not page.live:
            page.has_unpublished_changes = True

    def _store_rows_below(self, batch: list[BuiltPage]) -> None:
        """Store the rows of all pages by model. They have numbers before a version names them."""
        rows = defaultdict(list)
        for built in batch:
            for _relation, own in built.children():
                for row in own:
                    rows[type(row)].append(row)
        for model, each in rows.items():
            _release_taken_numbers(model, each)
            have_numbers = any(row.pk for row in each)
            model._base_manager.bulk_create(each)
            if have_numbers:
                reset_sequences([model])
            if issubclass(model, ItemBase):
                prefetch_related_objects(each, "tag")  # for the search index

    def _derive(self, built: BuiltPage) -> None:
        page = built.page
        if isinstance(page, ArticlePage):
            page.category_id = self._category(built)
            if page.live and CHANGED not in built.fields:
                page.content_changed_at = compute_change_date(page)

    def _category(self, built: BuiltPage) -> int | None:
        path = built.source.parent_path
        if path not in self.categories:
            above = built.page.path[: -Page.steplen]
            found = CategoryIndexPage.objects.filter(path=above).values_list("pk", flat=True)
            self.categories[path] = found.first()
        return self.categories[path]

    def _store_revisions(self, batch: list[BuiltPage]) -> None:
        """Store the public text, the scheduled text and the draft as versions.

        An alias has none.
        """
        revisions: list[Revision] = []
        latest: list[tuple[Any, Revision | None, Revision]] = []
        for built in batch:
            page = built.page
            if page.alias_of_id:
                continue
            public = self._revision(page, page, page.last_published_at) if page.live else None
            others = [
                self._revision(page, each.page, page.latest_revision_created_at, each.scheduled_at)
                for each in built.versions
            ]
            own = [each for each in (public, *others) if each]
            if not own:
                own = [self._revision(page, page, page.latest_revision_created_at)]
            revisions += own
            latest.append((page, public, own[-1]))
        Revision.objects.bulk_create(revisions)
        for page, public, newest in latest:
            page.live_revision, page.latest_revision = public, newest
        pages = [
            Page(
                pk=page.pk,
                live_revision=public,
                latest_revision=newest,
                content_type=page.content_type,
            )
            for page, public, newest in latest
        ]
        Page.objects.bulk_update(pages, ["live_revision", "latest_revision"])

    def _revision(self, page: Any, text: Any, made_at: Any, scheduled_at: Any = None) -> Revision:
        return Revision(
            content_type=page.content_type,
            base_content_type=self.page_type,
            object_id=str(page.pk),
            object_str=str(text),
            created_at=made_at or timezone.now(),
            content=text.serializable_data(),
            approved_go_live_at=scheduled_at,
        )

    def _index(self, batch: list[BuiltPage]) -> None:
        """Update the search index, the index of uses and the metrics of articles."""
        by_model = defaultdict(list)
        for built in batch:
            by_model[type(built.page)].append(built.page)
        _index_uses([built.page for built in batch])
        for model, pages in by_model.items():
            get_search_backend().add_bulk(model, pages)
        live = [built.page for built in batch if built.page.live]
        update_metrics([page for page in live if isinstance(page, ArticlePage)])
        update_claim_counts([page for page in live if not isinstance(page, ArticlePage)])


def _update_derived_fields(articles: list[ArticlePage]) -> None:
    """Update the derived fields of articles, whose sources are read by one query for all."""
    cited = {pk for article in articles for pk in extract_cited_ids(article.body)}
    references = get_references_by_id(cited)
    for article in articles:
        article.update_derived_fields(references)


def _index_uses(pages: list[Any]) -> None:
    """Add what new pages use to Wagtail's index, as its method for one object does."""
    rows = []
    for page in pages:
        models = [type(page), *page._meta.get_parent_list()]
        types = [ContentType.objects.get_for_model(m, for_concrete_model=False) for m in models]
        for type_id, pk, model_path, path in set(
            ReferenceIndex._extract_references_from_object(page)
        ):
            rows.append(
                ReferenceIndex(
                    content_type=types[0],
                    base_content_type=types[-1],
                    object_id=page.pk,
                    to_content_type_id=type_id,
                    to_object_id=pk,
                    model_path=model_path,
                    content_path=path,
                    content_path_hash=ReferenceIndex._get_content_path_hash(path),
                )
            )
    ReferenceIndex.objects.bulk_create(rows)


def _release_taken_numbers(model: Any, rows: list[Any]) -> None:
    """Let the database number the rows, if it has one of the numbers of the kit."""
    numbers = [row.pk for row in rows if row.pk]
    is_unique = len(set(numbers)) == len(rows)
    if numbers and (not is_unique or model._base_manager.filter(pk__in=numbers).exists()):
        for row in rows:
            row.pk = None


def _parent_row(page: Any) -> Page:
    """Return the row that every page has in the table of all pages."""
    values = {each.attname: getattr(page, each.attname) for each in Page._meta.concrete_fields}
    return Page(**values | {"live_revision_id": None, "latest_revision_id": None})


def _save_own_rows(page: Any) -> None:
    """Insert the rows that the page has in the tables of its own type, without signals' work."""
    for model in (*reversed(page._meta.get_parent_list()), type(page)):
        if model is Page or not issubclass(model, Page):
            continue
        if model is type(page):
            page.save_base(raw=True, force_insert=True)
        else:
            values = {
                each.attname: getattr(page, each.attname) for each in model._meta.concrete_fields
            }
            model(**values).save_base(raw=True, force_insert=True)
