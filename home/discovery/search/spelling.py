""" "Did you mean": the nearest words that stand in titles and summaries visitors may read."""

from collections.abc import Iterator
from difflib import get_close_matches

from django.db.models import F
from wagtail.models import Page, Site

from articles.cache.versioned import Kept
from articles.models.base import VisibleQuerySet
from home.discovery.search.words import FILLERS, LONGEST_QUERY, TOKEN, token_words

MOST_PAGES = 2000
MOST_WORDS = 5000
MOST_CORRECTED = 6
SHORTEST = 4
LONGEST = 25
ALIKE = 0.75
TEXTS = (
    "title",
    "articlepage__summary",
    "personpage__summary",
    "personpage__job_title",
    "categoryindexpage__summary",
    "standardpage__summary",
)

kept = Kept(most=10)


def vocabulary(site: Site) -> dict[str, str]:
    """Words of the site as they are written, by their plain form; read once a generation."""
    return kept.get(site.pk, lambda: _read(site))


def _read(site: Site) -> dict[str, str]:
    pages = VisibleQuerySet(Page).visible().filter(path__startswith=site.root_page.path)
    newest = F("articlepage__reviewed_on").desc(nulls_last=True)
    found: dict[str, str] = {}
    for texts in pages.order_by(newest, "-pk").values_list(*TEXTS)[:MOST_PAGES]:
        for plain, written in _words(" ".join(text for text in texts if text)):
            found.setdefault(plain, written)
        if len(found) >= MOST_WORDS:
            break
    return found


def _words(text: str) -> Iterator[tuple[str, str]]:
    for token in TOKEN.finditer(text):
        for word in token_words(token[0]):
            if SHORTEST <= len(word) <= LONGEST and word.isalpha():
                yield word, token[0].lower()


def better_spelling(query: str, site: Site) -> str:
    """The query with each unknown word replaced by the nearest known one; empty if none is near."""
    known = vocabulary(site)
    parts, position, corrected = [], 0, 0
    query = query[:LONGEST_QUERY]
    for token in TOKEN.finditer(query):
        nearest = _nearest(token[0], known) if corrected < MOST_CORRECTED else ""
        if nearest:
            parts += [query[position : token.start()], nearest]
            position = token.end()
            corrected += 1
    return "".join([*parts, query[position:]]) if corrected else ""


def _nearest(token: str, known: dict[str, str]) -> str:
    for word in token_words(token):
        if len(word) < SHORTEST or len(word) > LONGEST or word in known or word in FILLERS:
            continue
        alike = [other for other in known if abs(len(other) - len(word)) <= 2]
        if near := get_close_matches(word, alike, n=1, cutoff=ALIKE):
            return known[near[0]]
    return ""
