""" "Did you mean": the nearest words in synonyms, and in titles and summaries that are public."""

from django.db.models import F
from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne
from wagtail.models import Page, Site

from articles.cache.versioned import VersionedLRUCache
from articles.models.base import VisibleQuerySet
from home.discovery.search.terms import MAX_QUERY_LENGTH, Synonyms
from home.discovery.search.words import STOP_WORDS, TOKEN, split_token

MAX_VOCABULARY_PAGES = 2000
MAX_VOCABULARY = 5000
MAX_CORRECTIONS = 6
MIN_CORRECTED_LENGTH = 4
MAX_CORRECTED_LENGTH = 25
# One wrong, missing, added or swapped letter in four.
MIN_SIMILARITY = 0.72
TEXT_FIELDS = (
    "title",
    "articlepage__summary",
    "personpage__summary",
    "personpage__job_title",
    "categoryindexpage__summary",
    "placepage__summary",
    "standardpage__summary",
    "servicepage__summary",
    "servicepage__suits",
    "conditionpage__summary",
    "conditionpage__also_called",
    "placepage__town",
)

vocabulary_cache = VersionedLRUCache("search vocabulary", max_weight=10)


def _read_vocabulary(site: Site, synonyms: Synonyms) -> dict[str, str]:
    """Return words of the site and their synonyms as they are written, by their plain form."""
    pages = VisibleQuerySet(Page).visible().filter(path__startswith=site.root_page.path)
    newest = F("articlepage__reviewed_on").desc(nulls_last=True)
    words: dict[str, str] = {}
    for texts in pages.order_by(newest, "-pk").values_list(*TEXT_FIELDS)[:MAX_VOCABULARY_PAGES]:
        for token in TOKEN.findall(" ".join(filter(None, texts))):
            for word in split_token(token):
                if is_correctable(word) and word.isalpha():
                    words.setdefault(word, token.lower())
        if len(words) >= MAX_VOCABULARY:
            break
    return {word: word for word in synonyms.words if is_correctable(word)} | words


def is_correctable(word: str) -> bool:
    return MIN_CORRECTED_LENGTH <= len(word) <= MAX_CORRECTED_LENGTH and word not in STOP_WORDS


def correct_spelling(query: str, site: Site, synonyms: Synonyms) -> str:
    """Replace each unknown word by the nearest known one. Return "" if none has a near one."""
    vocabulary = vocabulary_cache.get(site.pk, lambda: _read_vocabulary(site, synonyms))
    corrections = 0

    def correct(token) -> str:
        nonlocal corrections
        nearest = _nearest(token[0], vocabulary) if corrections < MAX_CORRECTIONS else ""
        corrections += bool(nearest)
        return nearest or token[0]

    corrected = TOKEN.sub(correct, query[:MAX_QUERY_LENGTH])
    return corrected if corrections else ""


def _nearest(token: str, vocabulary: dict[str, str]) -> str:
    for word in split_token(token):
        if not is_correctable(word) or word in vocabulary:
            continue
        near = extractOne(
            word, vocabulary.keys(), scorer=OSA.normalized_similarity, score_cutoff=MIN_SIMILARITY
        )
        if near:
            return vocabulary[near[0]]
    return ""
