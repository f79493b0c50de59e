"""Search without a search engine: one folded text per source, and the words of a query."""

import unicodedata

from articles.references.source import Source

# Letters that Unicode does not decompose into a plain letter and a combining mark.
LETTER_REPLACEMENTS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
MAX_SEARCH_WORDS = 12


def fold_text(text: str) -> str:
    """Return lower case without accents: "hauser" for "Häuser", as people type it."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFKD", folded).translate(LETTER_REPLACEMENTS)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def search_text(source: Source) -> str:
    """Return the text that a source is found by: authors, title, journal, year, identifiers."""
    authors = [author.line for author in source.authors]
    fields = (source.title, source.container, source.container_short, source.year, source.doi)
    numbers = (source.pmid, source.pmcid, source.registration, source.isbn, source.publisher)
    return fold_text(" ".join(str(part) for part in (*authors, *fields, *numbers) if part))


def search_words(query: str) -> list[str]:
    """Return the words of a query; an identifier may be a URL."""
    text = fold_text(query.replace("\0", "")).replace("https://doi.org/", "").replace("doi:", "")
    return text.replace(",", " ").split()[:MAX_SEARCH_WORDS]
