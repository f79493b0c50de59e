"""Search that needs no search engine: one plain text for each source, and the words in it."""

import unicodedata

from articles.references.source import Source

# Letters that Unicode does not take apart into a plain one and a sign.
LETTER_REPLACEMENTS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
MAX_SEARCH_WORDS = 12


def fold_text(text: str) -> str:
    """Lower case without accents: "hauser" for "Häuser", as people type it into a search."""
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(LETTER_REPLACEMENTS)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def search_text(source: Source) -> str:
    """What a source can be found by: authors, title, journal, year and identifiers."""
    authors = [author.line for author in source.authors]
    fields = (source.title, source.container, source.container_short, source.year, source.doi)
    numbers = (source.pmid, source.pmcid, source.registration, source.isbn, source.publisher)
    return fold_text(" ".join(str(part) for part in (*authors, *fields, *numbers) if part))


def search_words(query: str) -> list[str]:
    """The words to look for; an identifier may be given as an address."""
    text = fold_text(query.replace("\0", "")).replace("https://doi.org/", "").replace("doi:", "")
    return text.replace(",", " ").split()[:MAX_SEARCH_WORDS]
