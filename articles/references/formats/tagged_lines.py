"""Lines such as "TI  - A title", of which RIS and PubMed records are made."""

from collections.abc import Iterable

from articles.references.formats.record import single_line

Values = dict[str, list[str]]


def values_by_tag(lines: Iterable[tuple[str, str]]) -> Values:
    """Return the values of each tag in order; a line with an empty tag continues the last value."""
    values: list[tuple[str, list[str]]] = []
    for tag, text in lines:
        if tag:
            values.append((tag, [text]))
        elif values:
            values[-1][1].append(text)
    by_tag: Values = {}
    for tag, texts in values:
        if value := single_line(" ".join(texts)):
            by_tag.setdefault(tag, []).append(value)
    return by_tag


def first_value(values: Values, *tags: str) -> str:
    """Return the first value of the first of these tags that has one."""
    return next((value for tag in tags for value in values.get(tag, ())), "")
