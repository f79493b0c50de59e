"""Copies of saved sections for the form of a page."""

import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.models import Page
from wagtail.rich_text import extract_references_from_rich_text

from articles.blocks.statement_choice import StatementChoiceBlock, parse_choice
from articles.blocks.walk import BodySection, get_sections
from articles.models import ArticlePage
from articles.models.site_rights import get_own_site_ids
from articles.publishing.foreign_choices import find_allowed


class Named(NamedTuple):
    """An object that a section shows; of all kinds of pages the model is `Page`."""

    model: type[Model]
    pk: str


@dataclass
class Copies:
    """Copies as the editor's form wants them, and what a person should know about the rest."""

    sections: list[dict[str, Any]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def copy_sections(body: Any, target: blocks.StreamBlock, user: Any) -> Copies:
    """Copy the sections of a body that a page with the stream `target` may have.

    Blocks get fresh ids. What was deleted since is left out, and so is each section that shows
    something of another clinic than the user's.
    """
    copies = Copies()
    sections = get_sections(body)
    existing = find_existing({each for section in sections for each in named_in(section)})
    foreign = existing - find_usable(existing, user)
    names, stored = [], []
    for section in sections:
        gone = set(chosen_in(section)) - existing
        is_foreign = not foreign.isdisjoint(named_in(section))
        block, value = section.parts[0].block, section.parts[0].value
        if reason := why_left_out(block, target, is_foreign=is_foreign, gone=gone):
            copies.remarks.append(f"{section.name}: {reason}")
            continue
        if gone:
            missing = _("Something that it showed was deleted, so it is missing.")
            copies.remarks.append(f"{section.name}: {missing}")
        names.append(section.name)
        stored.append({"type": block.name} | _copied(block, value, gone))
    states = target.get_form_state(target.to_python(stored))
    copies.sections = [
        {"name": name, "state": state} for name, state in zip(names, states, strict=True)
    ]
    return copies


def fits(block: blocks.Block, target: blocks.StreamBlock) -> bool:
    """Return True if a stream has this kind of section."""
    own = target.child_blocks.get(block.name)
    return own is not None and (isinstance(own, type(block)) or isinstance(block, type(own)))


def why_left_out(
    block: blocks.Block, target: blocks.StreamBlock, *, is_foreign: bool, gone: Collection[Named]
) -> str:
    if not fits(block, target):
        return _("This kind of page does not have it.")
    if is_foreign:
        return _("It shows something of another clinic.")
    if gone and isinstance(block, blocks.ChooserBlock):
        return _("It was deleted.")
    return ""


def chosen_in(section: BodySection) -> Iterator[Named]:
    """Yield what choosers in a section have chosen."""
    return filter(None, (chosen_by(part.block, part.value) for part in section.parts))


def named_in(section: BodySection) -> Iterator[Named]:
    """Yield what a section shows, links to or cites."""
    yield from chosen_in(section)
    for part in section.parts:
        if isinstance(part.block, blocks.RichTextBlock) and isinstance(part.value, str):
            for model, pk, *_paths in extract_references_from_rich_text(part.value):
                yield _named(model, pk)


def chosen_by(block: blocks.Block, value: Any) -> Named | None:
    """Return the object of a chooser, or None."""
    if isinstance(block, StatementChoiceBlock):
        choice = parse_choice(value)
        return _named(ArticlePage, choice.article_id) if choice else None
    if isinstance(block, blocks.ChooserBlock) and value:
        return _named(block.model_class, value)
    return None


def _named(model: type[Model], pk: Any) -> Named:
    return Named(Page if issubclass(model, Page) else model, str(pk))


def find_existing(named: Collection[Named]) -> set[Named]:
    """Return the objects that exist, in a query for each model."""
    return {
        Named(model, str(pk))
        for model, pks in _by_model(named).items()
        for pk in model._base_manager.filter(pk__in=pks).values_list("pk", flat=True)
    }


def find_usable(named: Collection[Named], user: Any) -> set[Named]:
    """Return the objects that the user could choose in the form."""
    if get_own_site_ids(user) is None:
        return set(named)
    return {
        Named(model, pk)
        for model, pks in _by_model(named).items()
        for pk in find_allowed(model, pks, user)
    }


def _by_model(named: Collection[Named]) -> dict[type[Model], set[str]]:
    found: dict[type[Model], set[str]] = {}
    for each in named:
        if each.pk.isdecimal():
            found.setdefault(each.model, set()).add(each.pk)
    return found


def copy_value(block: blocks.Block, value: Any, gone: Collection[Named]) -> Any:
    """Copy a stored value: with fresh ids, and without what was deleted.

    A confirmation of the rules for testimonials was given for another page, so it is not copied.
    """
    if isinstance(block, blocks.BaseStructBlock) and isinstance(value, Mapping):
        values = {
            name: copy_value(child, value[name], gone)
            for name, child in block.child_blocks.items()
            if name in value
        }
        is_confirmed = getattr(block, "has_testimonials", False)
        return values | ({"rules_confirmed": False} if is_confirmed else {})
    if isinstance(block, blocks.ListBlock) and isinstance(value, list):
        return list(_copy_items(block.child_block, value, gone))
    if isinstance(block, blocks.BaseStreamBlock) and isinstance(value, list):
        return [
            {"type": each["type"]}
            | _copied(block.child_blocks[each["type"]], each.get("value"), gone)
            for each in value
            if each["type"] in block.child_blocks
        ]
    return None if chosen_by(block, value) in gone else value


def _copy_items(block: blocks.Block, items: list[Any], gone: Collection[Named]) -> Iterator[Any]:
    for item in items:
        # As lists were stored before their items had ids.
        value = item["value"] if _is_item(item) else item
        if chosen_by(block, value) not in gone:
            yield {"type": "item"} | _copied(block, value, gone)


def _is_item(item: Any) -> bool:
    return isinstance(item, Mapping) and item.get("type") == "item" and "value" in item


def _copied(block: blocks.Block, value: Any, gone: Collection[Named]) -> dict[str, Any]:
    return {"value": copy_value(block, value, gone), "id": str(uuid.uuid4())}
