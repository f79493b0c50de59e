"""How a reference begins: with authors, with a group, or at once with its title."""

from articles.references.authors import Author
from articles.references.parsing.author_names import is_group, read_names, read_people
from articles.references.parsing.sentences import clean, sentences


def read_opening(text: str, others: int) -> tuple[tuple[Author, ...], list[str]]:
    """The authors, and the sentences behind them.

    A group looks like a title. With more than `others` sentences behind it, its capitals tell it
    from one; with fewer it has to have a word such as "Institute" in its name.
    """
    authors, behind = read_people(text)
    if authors:
        return authors, sentences(behind)
    parts = sentences(text)
    first = clean(parts[0]) if parts else ""
    if len(parts) > 1 and is_group(first.split(";")[0], surely=len(parts) <= others):
        return read_names(first), parts[1:]
    return (), parts


def joined(parts: list[str]) -> str:
    """A title of several sentences."""
    return clean(" ".join(parts))
