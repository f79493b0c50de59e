""" "Did you mean": the nearest words that stand in titles and summaries visitors may read."""

from collections.abc import Iterator
from difflib import get_close_matches

from django.db.models import F
from wagtail.models import Page, Site

from articles.cache.versioned import VersionedLRUCache
from articles.models.base import VisibleQuerySet
from home.discovery.search.words import MAX_QUERY_LENGTH, STOP_WORDS, TOKEN, split_token

MAX_VOCABULARY_PAGES = 2000
MAX_VOCABULARY = 5000
MAX_CORRECTIONS = 6
MIN_CORRECTED_LENGTH = 4
MAX_CORRECTED_LENGTH = 25
MIN_SIMILARITY = 0.75
TEXT_FIELDS = (
    "title",
    "articlepage__summary",
    "personpage__summary",
    "personpage__job_title",
    "categoryindexpage__summary",
    "standardpage__summary",
)

vocabulary_cache = VersionedLRUCache("search vocabulary", max_weight=10)


def vocabulary(site: Site) -> dict[str, str]:
    """Words of the site as they are written, by their plain form; read once a generation."""
    return vocabulary_cache.get(site.pk, lambda: _read_vocabulary(site))


def _read_vocabulary(site: Site) -> dict[str, str]:
    pages = VisibleQuerySet(Page).visible().filter(path__startswith=site.root_page.path)
    newest = F("articlepage__reviewed_on").desc(nulls_last=True)
    found: dict[str, str] = {}
    for texts in pages.order_by(newest, "-pk").values_list(*TEXT_FIELDS)[:MAX_VOCABULARY_PAGES]:
        for plain, written in _words(" ".join(text for text in texts if text)):
            found.setdefault(plain, written)
        if len(found) >= MAX_VOCABULARY:
            break
    return found


def _words(text: str) -> Iterator[tuple[str, str]]:
    for token in TOKEN.finditer(text):
        for word in split_token(token[0]):
            if MIN_CORRECTED_LENGTH <= len(word) <= MAX_CORRECTED_LENGTH and word.isalpha():
                yield word, token[0].lower()


def correct_spelling(query: str, site: Site) -> str:
    """The query with each unknown word replaced by the nearest known one; empty if none is near."""
    known = vocabulary(site)
    parts, position, corrected = [], 0, 0
    query = query[:MAX_QUERY_LENGTH]
    for token in TOKEN.finditer(query):
        nearest = _nearest(token[0], known) if corrected < MAX_CORRECTIONS else ""
        if nearest:
            parts += [query[position : token.start()], nearest]
            position = token.end()
            corrected += 1
    return "".join([*parts, query[position:]]) if corrected else ""


def _nearest(token: str, known: dict[str, str]) -> str:
    for word in split_token(token):
        if (
            len(word) < MIN_CORRECTED_LENGTH
            or len(word) > MAX_CORRECTED_LENGTH
            or word in known
            or word in STOP_WORDS
        ):
            continue
        alike = [other for other in known if abs(len(other) - len(word)) <= 2]
        if near := get_close_matches(word, alike, n=1, cutoff=MIN_SIMILARITY):
            return known[near[0]]
    return ""
