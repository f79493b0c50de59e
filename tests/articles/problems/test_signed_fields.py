"""A sign-off covers every field of an article, or the reason why not is listed here.

Each field of the page, of its inline rows, of its form and of the blocks in its body is changed:
the content hash changes, or the field is in `UNSIGNED`.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.blocks.field_block import BaseChoiceBlock
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.fields import StreamField

from articles.models import ArticlePage
from articles.problems.content_hash import compute_content_hash
from tests.factories import stream

pytestmark = pytest.mark.django_db

BODY = ArticlePage.body.field.stream_block
TREE = "Wagtail's: the place in the page tree."
STATE = "Wagtail's: the state of the page and its versions."
DERIVED = "Derived from signed fields and the place in the tree."
REVIEW = "The review itself, which sign-offs set."
LISTING = "Where the article is listed, not what it says."
# An entry covers all fields of an inline relation.
UNSIGNED = {
    **dict.fromkeys(["id", "page_ptr", "content_type", "path", "depth", "numchild"], TREE),
    **dict.fromkeys(["slug", "url_path", "locale", "translation_key", "alias_of"], TREE),
    **dict.fromkeys(["live", "expired", "has_unpublished_changes", "draft_title"], STATE),
    **dict.fromkeys(["first_published_at", "last_published_at", "go_live_at"], STATE),
    **dict.fromkeys(["expire_at", "live_revision", "latest_revision"], STATE),
    **dict.fromkeys(["latest_revision_created_at", "owner"], STATE),
    **dict.fromkeys(["locked", "locked_at", "locked_by"], STATE),
    **dict.fromkeys(["category", "reading_minutes", "source_count"], DERIVED),
    **dict.fromkeys(["strongest_source", "strongest_level", "cites_guideline"], DERIVED),
    **dict.fromkeys(["asked_reviewer", "reviewer", "reviewed_on", "next_review_on"], REVIEW),
    **dict.fromkeys(["changed_since_review"], REVIEW),
    "content_changed_at": "Derived from signed fields and the time of their publication.",
    **dict.fromkeys(["conditions", "tagged_conditions", "cross_listings"], LISTING),
    "show_in_menus": LISTING,
    "related_picks": "Links to other articles, each with a sign-off of its own.",
    "article_authors": "The names of the authors are no medical statement.",
    "lead_image": "Decorative; figures with a meaning are in the body.",
    "plate_shape": "Decorative.",
    "show_sample_note": "A note about the article, with a text from the settings.",
    "minor_reason": "The reason for an override, recorded with it.",
    "exception_reason": "The reason for an override, recorded with it.",
    "wagtail_admin_comments": "Comments of editors, which readers do not see.",
    "comments": "Comments of editors, which readers do not see.",
    "comment_notifications": "A preference of the editor.",
}


# -- Values ----------------------------------------------------------------------------------------


def field_value(field: models.Field, is_changed: bool) -> Any:
    """Return one of two values of a model field, as its attribute has it."""
    pairs: dict[type, tuple[Any, Any]] = {
        models.ForeignKey: (1, 2),
        models.BooleanField: (False, True),
        models.DateTimeField: (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)),
        models.DateField: (date(2026, 1, 1), date(2026, 1, 2)),
        models.UUIDField: (UUID(int=1), UUID(int=2)),
        models.IntegerField: (1, 2),
        models.CharField: ("Words", "Other words"),
        models.TextField: ("Words", "Other words"),
    }
    return next(pair for kind, pair in pairs.items() if isinstance(field, kind))[is_changed]


def block_value(block: blocks.Block, is_changed: bool) -> Any:
    """Return one of two stored values of a block that holds no others."""
    if isinstance(block, BaseChoiceBlock):
        values = [value for value, _label in block.field.choices if value]
        return values[is_changed]
    pairs: dict[type, tuple[Any, Any]] = {
        blocks.ChooserBlock: (1, 2),
        blocks.BooleanBlock: (False, True),
        blocks.DecimalBlock: (1.5, 2.5),
        blocks.RichTextBlock: ("<p>Words</p>", "<p>Other words</p>"),
        blocks.CharBlock: ("Words", "Other words"),
        blocks.TextBlock: ("Words", "Other words"),
    }
    return next(pair for kind, pair in pairs.items() if isinstance(block, kind))[is_changed]


def stored_value(block: blocks.Block, path: str = "body", changed: str = "") -> Any:
    """Return a stored value with a child of every kind; the field at `changed` differs."""
    inner = partial(stored_value, changed=changed)
    if isinstance(block, blocks.BaseStructBlock):
        return {name: inner(each, f"{path}.{name}") for name, each in block.child_blocks.items()}
    if isinstance(block, blocks.ListBlock):
        return [{"id": "1", "type": "item", "value": inner(block.child_block, f"{path}.item")}]
    if isinstance(block, blocks.BaseStreamBlock):
        return [
            {"id": name, "type": name, "value": inner(each, f"{path}.{name}")}
            for name, each in block.child_blocks.items()
        ]
    if isinstance(block, BaseTypedTableBlock):
        columns = block.child_blocks
        line = {name: f"{name} {changed == f'{path}.{name}'}" for name in ("caption", "heading")}
        return {
            "caption": line["caption"],
            "columns": [{"type": name, "heading": line["heading"]} for name in columns],
            "rows": [{"values": [inner(each, f"{path}.{name}") for name, each in columns.items()]}],
        }
    return block_value(block, path == changed)


def block_paths(block: blocks.Block, path: str = "body") -> Iterator[str]:
    """Yield the path of every field in a block."""
    if isinstance(block, blocks.ListBlock):
        yield from block_paths(block.child_block, f"{path}.item")
    elif children := getattr(block, "child_blocks", None):
        if isinstance(block, BaseTypedTableBlock):
            yield from (f"{path}.caption", f"{path}.heading")
        for name, each in children.items():
            yield from block_paths(each, f"{path}.{name}")
    else:
        yield path


# -- Changes ---------------------------------------------------------------------------------------


def build_article(changed: str = "") -> ArticlePage:
    """Return an article with a value in every field; the field at `changed` differs."""
    article = ArticlePage(body=stream(*stored_value(BODY, changed=changed)))
    for field in ArticlePage._meta.concrete_fields:
        if not isinstance(field, StreamField):
            setattr(article, field.attname, field_value(field, field.name == changed))
    if changed == "related_picks":
        article.related_picks = [("article", {"page": 1})]
    for relation in child_relations():
        row = relation.related_model()
        for field in row._meta.concrete_fields:
            path = f"{relation.get_accessor_name()}.{field.name}"
            if not field.primary_key and field != relation.field:
                setattr(row, field.attname, field_value(field, path == changed))
        setattr(article, relation.get_accessor_name(), [row])
    return article


def child_relations() -> list:
    return get_all_child_relations(ArticlePage)


def field_paths() -> set[str]:
    paths = {field.name for field in ArticlePage._meta.concrete_fields} - {"body"}
    for relation in child_relations():
        name = relation.get_accessor_name()
        fields = relation.related_model._meta.concrete_fields
        paths |= {
            f"{name}.{each.name}"
            for each in fields
            if not each.primary_key and each != relation.field
        }
    return paths | set(block_paths(BODY))


def find_unsigned() -> set[str]:
    before = compute_content_hash(build_article())
    return {path for path in field_paths() if compute_content_hash(build_article(path)) == before}


def test_every_field_is_signed_or_listed_with_a_reason():
    unsigned = find_unsigned()
    listed = {path for path in field_paths() if {path, path.partition(".")[0]} & set(UNSIGNED)}

    assert unsigned - listed == set()
    assert listed - unsigned == set()


def test_the_form_has_no_other_fields():
    form = ArticlePage.get_edit_handler().get_form_class()
    names = {path.partition(".")[0] for path in field_paths()}

    assert {*form.base_fields, *form.formsets} <= names | set(UNSIGNED)
    assert set(UNSIGNED) <= names | {*form.base_fields, *form.formsets}


@pytest.mark.parametrize(
    "path",
    [
        *("title", "summary", "card_summary", "seo_title", "search_description"),
        *("changes.day", "changes.kind", "changes.text", "body.intro"),
        *("body.evidence.statements.item.sources.item", "body.table.table.caption"),
        *("body.figure.image.image", "body.call_to_action"),
    ],
)
def test_the_search_for_unsigned_fields_sees_signed_ones(path: str):
    assert path in field_paths()
    assert compute_content_hash(build_article()) != compute_content_hash(build_article(path))
