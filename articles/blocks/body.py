"""The body of an article: which blocks it may hold, how often and in what order."""

import json
import uuid

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

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
from articles.blocks.validation import BodyBlock


class ArticleBodyBlock(BodyBlock):
    """Blocks in the editor's order, with an introduction first and the references last.

    A draft may break the rules; publishing may not. Each fault is told in words on the block that
    has it, and nothing that was typed is lost.
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
    """Faults in the order of block types, as (position, what to do about it)."""
    faults = []
    for position, kind in enumerate(types):
        if kind == "intro":
            if "intro" in types[:position]:
                faults.append(
                    (position, _("An article has one introduction. Make this an explanation."))
                )
            elif position:
                faults.append((position, _("The introduction comes first. Move it to the top.")))
        elif kind == "references":
            if "references" in types[:position]:
                faults.append(
                    (position, _("An article has one list of references. Delete this one."))
                )
            elif position != len(types) - 1:
                faults.append(
                    (position, _("The references come last. Move this block to the end."))
                )
    return faults


def _block_error(block, message: str) -> ValidationError:
    """An error shown on the block itself: struct blocks want it in a wrapper of their own."""
    if isinstance(block, blocks.StructBlock):
        return StructBlockValidationError(non_block_errors=[message])
    return ValidationError(message)


def skeleton() -> str:
    """The blocks a new article starts with, as JSON with fresh ids.

    A list of tuples would give blocks without ids, and anchors and live preview need them.
    """
    return json.dumps(
        [
            {"type": kind, "value": value, "id": str(uuid.uuid4())}
            for kind, value in (
                ("intro", ""),
                ("key_points", {"heading": _("Key points"), "points": []}),
                ("references", {"heading": _("References")}),
            )
        ]
    )
