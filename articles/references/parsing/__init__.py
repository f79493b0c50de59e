"""Pasted reference lists: each reference as a source, or the reason why it was not read."""

from django.utils.translation import gettext as _

from articles.references.parsing.entry import ParsedReference, parse_entry
from articles.references.parsing.splitting import split_entries

__all__ = ["ParsedReference", "parse_list"]


def parse_list(text: str) -> list[ParsedReference]:
    """Return every reference of a text, in order; any text gets an answer.

    Lists may be numbered, bulleted or separated by blank lines, and wrapped at any width.
    """
    entries, rest = split_entries(text)
    parsed = [parse_entry(entry) for entry in entries]
    if rest:
        message = _("The list is too long. The text from here on was not read.")
        parsed.append(ParsedReference(rest, problem=message))
    return parsed
