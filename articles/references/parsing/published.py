"""Find the month or day of publication in a pasted reference."""

import re

from articles.references.parsing.locators import MONTHS
from articles.references.parsing.trailers import ACCESSED_DATE, CITED_DATE, PUBLICATION_NOTES
from articles.references.publication_dates import find_named_month
from articles.references.source import Source

# "2013; published online Sept 14": the notes of other styles ("Epub 2013 Sep 14") are of no issue.
ONLINE_ONLY = re.compile(r"(?<=\d{4}); published online (?=[A-Z])")
DAY_WITHOUT_YEAR = re.compile(
    rf"(?:{MONTHS}\s\d{{1,2}}|(?<![\w–/-])\d{{1,2}}\s{MONTHS})(?=\s*(?:[.,;)]|$))", re.IGNORECASE
)


def find_published(source: Source, text: str) -> str:
    """Return "2021-08-16" or "2021-08" if the text has a month of the year of the source, or ""."""
    if not source.year:
        return ""
    text = ONLINE_ONLY.sub(" ", text)
    for pattern in (CITED_DATE, ACCESSED_DATE, PUBLICATION_NOTES):
        text = pattern.sub(" ", text)
    for name in filter(None, (source.title, source.container)):
        text = text.replace(name, "…")
    found = find_named_month(text, source.year)
    if found:
        return found
    day = DAY_WITHOUT_YEAR.search(text)
    return find_named_month(f"{day[0]} {source.year}", source.year) if day else ""
