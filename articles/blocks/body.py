"""The body of an article: its blocks, their number and their order."""

import json
import uuid

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from articles.blocks.base import BodyBlock
from articles.blocks.call_to_action import CallToActionBlock
from articles.blocks.evidence import EvidenceBlock
from articles.blocks.known_unknown import KnownUnknownBlock
from articles.blocks.media import FigureBlock, TableBlock
from articles.blocks.references import ReferencesBlock
from articles.blocks.text import (
    CalloutBlock,
    ExplanationBlock,
    FaqBlock,
    IntroBlock,
    KeyPointsBlock,
    QuoteBlock,
)


class ArticleBodyBlock(BodyBlock):
    """Blocks in the editor's order, opened by the introduction, closed by the references.

    Key points may stand before the introduction, where readers on a phone see them first.

    A draft may break this order; a published article may not. The error is shown on the block.
    """

    intro = IntroBlock()
    key_points = KeyPointsBlock()
    explanation = ExplanationBlock()
    callout = CalloutBlock()
    quote = QuoteBlock()
    faq = FaqBlock()
    evidence = EvidenceBlock()
    known_unknown = KnownUnknownBlock()
    references = ReferencesBlock()
    figure = FigureBlock()
    table = TableBlock()
    call_to_action = CallToActionBlock()

    def clean_body(self, value):
        errors: dict[int, ValidationError] = {}
        others: list = []
        cleaned = value
        try:
            cleaned = super().clean_body(value)
        except StreamBlockValidationError as error:
            errors, others = error.block_errors, error.non_block_errors
        if not self.is_deferred_validation:
            for position, message in order_problems([child.block_type for child in value]):
                errors.setdefault(position, _block_error(value[position].block, message))
        if errors or others:
            raise StreamBlockValidationError(block_errors=errors, non_block_errors=others)
        return cleaned


def order_problems(types: list[str]) -> list[tuple[int, str]]:
    """Return the problems in the order of block types, as (position, message)."""
    problems = []
    for position, kind in enumerate(types):
        is_repeated, is_last = kind in types[:position], position == len(types) - 1
        message = ""
        if kind == "intro" and is_repeated:
            message = _("An article has one introduction. Make this an explanation.")
        elif kind == "intro" and set(types[:position]) - {"key_points"}:
            message = _("The introduction comes first. Only key points may stand before it.")
        elif kind == "references" and is_repeated:
            message = _("An article has one list of references. Delete this one.")
        elif kind == "references" and not is_last:
            message = _("The references come last. Move this block to the end.")
        if message:
            problems.append((position, message))
    return problems


def _block_error(block, message: str) -> ValidationError:
    """Return an error that is shown on the block; struct blocks need a wrapper."""
    if isinstance(block, blocks.StructBlock):
        return StructBlockValidationError(non_block_errors=[message])
    return ValidationError(message)


def skeleton() -> str:
    """Return the blocks of a new article as JSON.

    JSON and not tuples, because anchors and live preview need blocks with ids.
    """
    start = {
        "intro": "",
        "key_points": {"heading": _("Key points"), "points": []},
        "references": {"heading": _("References")},
    }
    return json.dumps(
        [{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in start.items()]
    )
