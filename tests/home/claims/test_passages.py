"""Everything that the site says takes part in the checks of claims, or is listed with a reason."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.fields import StreamField
from wagtail.models import Page, get_page_models

from articles.models import CallToAction
from articles.problems.object_texts import get_passages

pytestmark = pytest.mark.django_db

MODELS = [*(model for model in get_page_models() if model is not Page), CallToAction]
NAMES = "Names, addresses and numbers claim nothing."
STATE = "Wagtail's: the place in the tree, and the state of the page and its versions."
INTERNAL = "No visitor reads it."
# Fields of models and of the rows below them, whatever the model; those of one model with its name.
UNREAD = {
    **dict.fromkeys(("path", "slug", "url_path", "draft_title"), STATE),
    **dict.fromkeys(("PersonPage.title", "honorific", "registration"), NAMES),
    **dict.fromkeys(("street", "town", "region", "postcode", "country", "phone"), NAMES),
    **dict.fromkeys(("booking_phone", "link_url"), NAMES),
    **dict.fromkeys(("contentpath", "position", "recipients", "notice_subject"), INTERNAL),
    **dict.fromkeys(("clean_name", "default_value", "needed_question"), INTERNAL),
    **dict.fromkeys(("needed_answers", "wagtail_admin_comments.text"), INTERNAL),
    "changes.text": "Corrections say what was wrong before, in the words of then.",
}
UNREAD_BLOCKS = {
    **dict.fromkeys(("people", "comparison", "duration"), "Facts of a study in a few words."),
    **dict.fromkeys(("attribution", "credit", "label", "name", "note_term", "person"), NAMES),
    **dict.fromkeys(("anchor", "url", "positions", "consent_record"), INTERNAL),
}


def is_text(field: models.Field) -> bool:
    is_written = isinstance(field, models.CharField | models.TextField)
    is_line = not isinstance(field, models.EmailField | models.URLField | models.UUIDField)
    return is_written and is_line and not field.choices and field.editable


def text_of(name: str) -> str:
    return f"Words of {name.replace('.', ' ').replace('_', ' ')}"


def read(obj: Any) -> str:
    return "\n".join(passage.text for passage in get_passages(obj))


def fields_of(model: Any) -> Iterator[str]:
    for field in model._meta.concrete_fields:
        if is_text(field) and not isinstance(field, StreamField):
            yield field.name
    for relation in get_all_child_relations(model):
        for field in relation.related_model._meta.concrete_fields:
            if is_text(field):
                yield f"{relation.get_accessor_name()}.{field.name}"


def filled(model: Any) -> Any:
    """Return an object with a text of its own in each field."""
    obj = model()
    for name in fields_of(model):
        relation, _dot, field = name.rpartition(".")
        if not relation:
            setattr(obj, field, text_of(name))
    for relation in get_all_child_relations(model):
        accessor = relation.get_accessor_name()
        own = [name for name in fields_of(model) if name.startswith(f"{accessor}.")]
        if own:
            values = {name.rpartition(".")[2]: text_of(name) for name in own}
            setattr(obj, accessor, [relation.related_model(**values)])
    return obj


@pytest.mark.parametrize("model", MODELS)
def test_every_text_of_a_model_is_read(model):
    text = read(filled(model))
    unread = {name for name in fields_of(model) if text_of(name) not in text}

    def names(name: str) -> set[str]:
        return {name, name.rpartition(".")[2], f"{model.__name__}.{name}"}

    assert {name for name in unread if not names(name) & UNREAD.keys()} == set()


def stored(block: blocks.Block, path: str) -> Any:
    """Return a stored value with a child of every kind, and a text of its own in each."""
    if isinstance(block, blocks.BaseStructBlock):
        return {name: stored(each, f"{path}.{name}") for name, each in block.child_blocks.items()}
    if isinstance(block, blocks.ListBlock):
        return [{"id": "1", "type": "item", "value": stored(block.child_block, f"{path}.item")}]
    if isinstance(block, blocks.BaseStreamBlock):
        return [
            {"id": name, "type": name, "value": stored(each, f"{path}.{name}")}
            for name, each in block.child_blocks.items()
        ]
    if isinstance(block, BaseTypedTableBlock):
        columns = block.child_blocks
        return {
            "caption": text_of(f"{path}.caption"),
            "columns": [{"type": name, "heading": text_of(f"{path}.heading")} for name in columns],
            "rows": [{"values": [stored(each, f"{path}.{n}") for n, each in columns.items()]}],
        }
    if isinstance(block, blocks.RichTextBlock):
        return f"<p>{text_of(path)}</p>"
    if isinstance(block, blocks.CharBlock | blocks.TextBlock):
        return text_of(path)
    return None


def texts_in(block: blocks.Block, path: str) -> Iterator[str]:
    """Yield the path of each text in a block."""
    if isinstance(block, blocks.ListBlock):
        yield from texts_in(block.child_block, f"{path}.item")
    elif children := getattr(block, "child_blocks", None):
        if isinstance(block, BaseTypedTableBlock):
            yield from (f"{path}.caption", f"{path}.heading")
        for name, each in children.items():
            yield from texts_in(each, f"{path}.{name}")
    elif isinstance(block, blocks.RichTextBlock | blocks.CharBlock | blocks.TextBlock):
        yield path


STREAMS = [
    (model, field.name)
    for model in MODELS
    for field in model._meta.concrete_fields
    if isinstance(field, StreamField)
]


@pytest.mark.parametrize(("model", "name"), STREAMS)
def test_every_text_of_a_block_is_read(model, name):
    field = model._meta.get_field(name)
    value = json.dumps(stored(field.stream_block, name))
    text = read(model(**{name: field.to_python(value)}))
    unread = {path for path in texts_in(field.stream_block, name) if text_of(path) not in text}

    assert {path for path in unread if path.rpartition(".")[2] not in UNREAD_BLOCKS} == set()
