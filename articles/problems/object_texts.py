"""The texts of pages and snippets, as the checks of claims read them.

Any object takes part: its rich texts and streams by themselves, its lines by their names. A model
or a struct block declares what differs in `text_kinds`, by the names of its fields; what it
declares for a field holds for everything in it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from django.db import models
from django.utils.text import capfirst
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.fields import RichTextField, StreamField

from articles.blocks.references import SourcesBlock
from articles.blocks.text_kinds import KINDS_BY_NAME, TextKind
from articles.blocks.walk import (
    HTML_TAG,
    MAX_KEPT_TEXTS,
    BodySection,
    StoredBlock,
    get_children,
    get_sections,
    walk,
)
from articles.citations.markup import StoredMark, replace_marks
from articles.models import Reference
from articles.problems.claims.passages import Mark, Passage, SourceFacts

# Stands for a citation while tags are removed; no text contains it.
PLACEHOLDER = "\ue000"
PARAGRAPH = re.compile(
    r"<(p|li|h[1-6]|blockquote)\b[^<>]*>|</(?:p|li|h[1-6]|blockquote)>|<br\s*/?>"
)
KINDS_BY_TAG = {"li": TextKind.ITEM, "blockquote": TextKind.QUOTATION}
LINE_FIELDS = (models.CharField, models.TextField)


class Place(NamedTuple):
    """All that a passage knows of where its text is."""

    kind: TextKind | None
    where: str
    group: str
    beside: tuple[int, ...] = ()
    strength: str = ""


def get_passages(
    item: models.Model,
    sections: Mapping[str, list[BodySection]] | None = None,
    *,
    with_rows: bool = True,
) -> list[Passage]:
    """Return the texts of a page or snippet in the order of its fields, then those of its rows.

    `sections` has those of streams that the caller has read, by the names of their fields.
    """
    rows = _row_passages(item) if with_rows else ()
    found = [*_model_passages(item, sections or {}), *rows]
    return [passage for passage in found if passage.kind is not TextKind.NONE]


def get_facts(references: Mapping[int, Reference]) -> dict[int, SourceFacts]:
    """Return what the checks need to know of sources, by the ids under which they are cited."""
    return {
        pk: SourceFacts(
            study_type=source.study_type,
            year=source.year,
            title=source.title,
            is_retracted=source.is_retracted,
        )
        for pk, source in references.items()
    }


def get_cited_ids(passages: Iterable[Passage]) -> set[int]:
    """Return the ids of all sources that passages cite, or that are beside them."""
    cited: set[int] = set()
    for passage in passages:
        cited.update(passage.beside, *(mark.source_ids for mark in passage.marks))
    return cited


def _row_passages(item: models.Model) -> Iterator[Passage]:
    """Yield the texts of the rows below a page, such as its prices.

    Only models that declare `text_kinds` have texts that readers see.
    """
    for relation in get_all_child_relations(type(item)):
        name = str(relation.get_accessor_name())
        if getattr(relation.related_model, "text_kinds", None):
            for row in getattr(item, name).all():
                for passage in _model_passages(row, {}):
                    yield replace(passage, path=(name, *passage.path), group=f"{name}/{row.pk}")


def _model_passages(
    item: models.Model, sections: Mapping[str, list[BodySection]]
) -> Iterator[Passage]:
    declared = getattr(item, "text_kinds", {})
    for field in item._meta.fields:
        kind = declared.get(field.name)
        if isinstance(field, StreamField):
            stream = sections.get(field.name)
            if stream is None:
                stream = get_sections(getattr(item, field.name))
            yield from _stream_passages(stream, kind)
            continue
        if not isinstance(field, LINE_FIELDS) or field.choices:
            continue
        is_rich = isinstance(field, RichTextField)
        default = TextKind.PROSE if is_rich else _kind_of_field(field)
        place = Place(kind or default, capfirst(str(field.verbose_name)), field.name)
        # Defaults are lazy translations.
        value = str(getattr(item, field.name) or "")
        yield from _text_passages(value, (field.name,), place, is_rich=is_rich)


def _kind_of_field(field: models.Field) -> TextKind:
    """Return the kind of a line: short lines of unknown names are names and numbers."""
    is_text = isinstance(field, models.TextField)
    return KINDS_BY_NAME.get(field.name, TextKind.PROSE if is_text else TextKind.NONE)


def _stream_passages(sections: Iterable[BodySection], kind: TextKind | None) -> Iterator[Passage]:
    for name, parts in sections:
        yield from _block_passages(parts[0], Place(kind, name, parts[0].path[0]))


def _block_passages(part: StoredBlock, place: Place) -> Iterator[Passage]:
    """Yield the texts of a block and of everything in it."""
    block = part.block
    if isinstance(block, blocks.RichTextBlock | blocks.CharBlock | blocks.TextBlock):
        is_rich = isinstance(block, blocks.RichTextBlock)
        if isinstance(part.value, str):
            default = KINDS_BY_NAME.get(block.name, TextKind.PROSE)
            place = place._replace(kind=place.kind or default)
            yield from _text_passages(part.value, part.path, place, is_rich=is_rich)
        return
    if isinstance(block, blocks.BaseStructBlock):
        place = _place_of_struct(part, place)
    declared = getattr(block, "text_kinds", {})
    for child in get_children(part):
        kind = declared.get(child.block.name) or place.kind or _kind_inside(block, child)
        yield from _block_passages(child, place._replace(kind=kind))


def _kind_inside(block: blocks.Block, child: StoredBlock) -> TextKind | None:
    """Return the kind of what has no name of its own: items of lists and cells of tables."""
    if isinstance(block, BaseTypedTableBlock):
        return TextKind.CELL
    is_line = isinstance(child.block, blocks.CharBlock | blocks.TextBlock)
    return TextKind.ITEM if isinstance(block, blocks.ListBlock) and is_line else None


def _place_of_struct(part: StoredBlock, place: Place) -> Place:
    """Return the place of what is in a struct block, with the sources that it shows beside it.

    A finding is a group of its own. What introduces several findings rests on all their sources.
    """
    sources = _sources_among(get_children(part))
    if sources:
        ids = _ids_of(sources)
        strength = part.value.get("strength") if isinstance(part.value, Mapping) else None
        beside = tuple(dict.fromkeys(ids))
        has_claim = "claim" in getattr(part.block, "text_kinds", {})
        group = "/".join(part.path) if has_claim else place.group
        return place._replace(beside=beside, strength=strength or "", group=group)
    inner_ids = _ids_of(_sources_among(walk(part)))
    return place._replace(beside=tuple(dict.fromkeys([*place.beside, *inner_ids])))


def _sources_among(parts: Iterable[StoredBlock]) -> list[StoredBlock]:
    return [part for part in parts if isinstance(part.block, SourcesBlock)]


def _ids_of(sources: Iterable[StoredBlock]) -> list[int]:
    return [pk for each in sources for inner in walk(each) for pk in inner.ids]


def _text_passages(
    value: str, path: tuple[str, ...], place: Place, *, is_rich: bool
) -> Iterator[Passage]:
    """Yield the paragraphs of a text."""
    passage = Passage(
        "",
        place.kind or TextKind.PROSE,
        path,
        beside=place.beside,
        group=place.group,
        strength=place.strength if place.kind is TextKind.CLAIM else "",
        where=place.where,
    )
    if is_rich:
        yield from _rich_passages(value, passage)
        return
    for number, line in enumerate(filter(None, map(str.strip, value.splitlines()))):
        yield replace(passage, text=line, paragraph=number)


def _rich_passages(html: str, passage: Passage) -> Iterator[Passage]:
    """Yield the paragraphs of a stored rich text, with their citations."""
    for number, (tag, text, marks) in enumerate(_read_paragraphs(html)):
        kind = _kind_of_tag(tag, passage.kind)
        yield replace(passage, text=text, kind=kind, marks=marks, paragraph=number)


@lru_cache(MAX_KEPT_TEXTS)
def _read_paragraphs(html: str) -> tuple[tuple[str, str, tuple[Mark, ...]], ...]:
    """Return the opening tag, the text and the citations of each paragraph that is not empty."""
    marks: list[StoredMark] = []

    def keep(mark: StoredMark) -> str:
        marks.append(mark)
        return PLACEHOLDER

    marked = replace_marks(html.replace(PLACEHOLDER, ""), keep)
    remaining = iter(marks)
    found = []
    for tag, content in _paragraphs(marked):
        text = unescape(HTML_TAG.sub("", content)).strip()
        pieces = text.split(PLACEHOLDER)
        positions = []
        length = 0
        for piece in pieces[:-1]:
            length += len(piece)
            positions.append(Mark(length, tuple(next(remaining).ids)))
        if plain := "".join(pieces):
            found.append((tag, plain, tuple(positions)))
    return tuple(found)


def _paragraphs(html: str) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs with the name of the tag that opened each."""
    tag, start = "", 0
    for match in PARAGRAPH.finditer(html):
        yield tag, html[start : match.start()]
        tag, start = match[1] or "", match.end()
    yield tag, html[start:]


def _kind_of_tag(tag: str, kind: TextKind) -> TextKind:
    if kind is not TextKind.PROSE:
        return kind
    return TextKind.HEADING if tag[:1] == "h" else KINDS_BY_TAG.get(tag, kind)
