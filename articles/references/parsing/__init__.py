"""Pasted reference lists: each reference as a source, or with the reason why it is none."""

from django.utils.translation import gettext as _

from articles.references.parsing.entry import ParsedReference, parse_entry
from articles.references.parsing.splitting import split_entries

__all__ = ["ParsedReference", "parse_list"]


def parse_list(text: str) -> list[ParsedReference]:
    """Every reference of a text, in order; no text is too odd for an answer.

    Lists may be numbered, bulleted or parted by empty lines, and wrapped at any width.
    """
    entries, rest = split_entries(text)
    parsed = [parse_entry(entry) for entry in entries]
    if rest:
        message = _("The list is too long. What follows here has not been read.")
        parsed.append(ParsedReference(rest, problem=message))
    return parsed
