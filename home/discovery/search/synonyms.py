"""The synonyms of a site, from Settings > Search synonyms."""

from wagtail.models import Site

from articles.cache.versioned import VersionedLRUCache
from home.discovery.search.terms import Synonyms, parse_synonyms
from home.models import SearchSettings

synonyms_cache = VersionedLRUCache("search synonyms", max_weight=100)


def get_synonyms(site: Site | None) -> Synonyms:
    """Return the groups of a site; those that come with the software until they are changed."""
    if site is None:
        return Synonyms()
    return synonyms_cache.get(site.pk, lambda: _read(site))


def _read(site: Site) -> Synonyms:
    # Showing a page never writes, so the settings may be missing.
    stored = SearchSettings.objects.filter(site=site).first() or SearchSettings(site=site)
    return parse_synonyms(stored.synonyms)
