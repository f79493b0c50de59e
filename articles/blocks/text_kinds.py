"""Kinds of texts: where a sentence stands decides what may be said there without a source."""

from enum import StrEnum


class TextKind(StrEnum):
    """The kind of a text.

    A block declares the kinds of its fields in `text_kinds`; see `articles.problems.passages`.
    """

    TITLE = "title"
    STANDFIRST = "standfirst"
    HEADING = "heading"
    QUESTION = "question"
    PROSE = "prose"
    ITEM = "item"
    CELL = "cell"
    CAPTION = "caption"
    QUOTATION = "quotation"
    """Words of the clinic's own people, set large."""
    TESTIMONIAL = "testimonial"
    """Words of patients."""
    CLAIM = "claim"
    """What a study set out to test, above what it found."""
    FINDING = "finding"
    """What a study found, with its sources beside it."""
    CALL_TO_ACTION = "call_to_action"
    SEARCH = "search"
    """Titles and descriptions for search engines."""
    NONE = "none"
    """Names, addresses and credits, which claim nothing."""
