"""How a reference begins: with authors, with a group, or at once with its title."""

from articles.references.authors import Author
from articles.references.parsing.author_names import (
    is_group,
    read_author_list,
    read_leading_authors,
)
from articles.references.parsing.sentences import split_sentences, strip_punctuation


def read_authors_or_title(text: str, others: int) -> tuple[tuple[Author, ...], list[str]]:
    """The authors, and the sentences behind them.

    A group looks like a title. With more than `others` sentences behind it, its capitals tell it
    from one; with fewer it has to have a word such as "Institute" in its name.
    """
    authors, behind = read_leading_authors(text)
    if authors:
        return authors, split_sentences(behind)
    parts = split_sentences(text)
    first = strip_punctuation(parts[0]) if parts else ""
    if len(parts) > 1 and is_group(first.split(";")[0], require_keyword=len(parts) <= others):
        return read_author_list(first), parts[1:]
    return (), parts


def join_sentences(parts: list[str]) -> str:
    """A title of several sentences."""
    return strip_punctuation(" ".join(parts))
