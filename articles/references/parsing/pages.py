"""Web pages and registrations of trials: what is known by an address or a number."""

from typing import Any

from articles.references.parsing.authors_or_title import join_sentences, read_authors_or_title
from articles.references.parsing.books import read_book_details
from articles.references.parsing.sentences import INTERNET_MARKER, strip_punctuation
from articles.references.source import SourceKind


def read_trial(text: str, fields: dict[str, Any]) -> dict[str, Any] | None:
    """A trial by its number and its registry or address; None without them."""
    if "registration" not in fields:
        return None
    found = read_book_details(INTERNET_MARKER.sub("", text))
    authors, parts = read_authors_or_title(" ".join(found.pop("words")), others=2)
    registry = parts.pop() if len(parts) > 1 else ""
    if not registry and "url" not in fields:
        return None
    return found | {
        "kind": SourceKind.TRIAL.value,
        "authors": authors,
        "title": join_sentences(parts),
        "container": strip_punctuation(registry),
    }


def read_web_page(text: str, fields: dict[str, Any]) -> dict[str, Any] | None:
    """A page that has an address, a day on which it was seen or an "[Internet]"."""
    marked = INTERNET_MARKER.search(text)
    if not marked and not fields.keys() & {"url", "accessed"}:
        return None
    if marked:
        found = read_book_details(text[marked.end() :])
        authors, title = read_authors_or_title(text[: marked.start()], others=1)
        rest = found.pop("words")
    else:
        found = read_book_details(text)
        authors, parts = read_authors_or_title(" ".join(found.pop("words")), others=2)
        title = parts[: max(1, len(parts) - 2)]
        rest = parts[len(title) :]
    names = dict(zip(("container", "publisher"), map(strip_punctuation, rest), strict=False))
    return (
        names
        | found
        | {"kind": SourceKind.WEB_PAGE.value, "authors": authors, "title": join_sentences(title)}
    )
