"""Kinds of texts: where a sentence stands decides what may be said there without a source."""

from enum import StrEnum


class TextKind(StrEnum):
    """The kind of a text.

    A block declares the kinds of its fields in `text_kinds`; see `articles.problems.object_texts`.
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


# The kinds of fields by their names, unless their block or model declares another one.
KINDS_BY_NAME = {
    "title": TextKind.TITLE,
    **dict.fromkeys(("heading", "hero_heading", "way"), TextKind.HEADING),
    "question": TextKind.QUESTION,
    **dict.fromkeys(("summary", "card_summary", "hero_text", "strapline"), TextKind.STANDFIRST),
    **dict.fromkeys(("seo_title", "search_description"), TextKind.SEARCH),
    **dict.fromkeys(("caption", "alt_text"), TextKind.CAPTION),
    **dict.fromkeys(
        (
            *("button_label", "link_text", "all_label"),
            *("hero_primary_label", "hero_secondary_label"),
        ),
        TextKind.CALL_TO_ACTION,
    ),
    **dict.fromkeys(
        (
            *("anchor", "attribution", "consent_record", "credit", "label", "name", "note_term"),
            *("person", "positions", "region", "street", "town", "url", "url_path"),
        ),
        TextKind.NONE,
    ),
}
