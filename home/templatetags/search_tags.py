"""The lists that the search of each site uses, for the editor's guide."""

from typing import Any, NamedTuple

from django import template
from wagtail.models import Site

from articles.models.site_rights import get_own_site_ids
from home.first_steps.left import settings_url
from home.models import ClinicSettings, SearchSettings

register = template.Library()
MAX_SITES = 20


class SearchLists(NamedTuple):
    """The lists of a site; the URL of a form is empty if the user may not change the list."""

    site: Site
    synonyms: str
    danger_words: str
    synonyms_url: str
    danger_words_url: str


@register.simple_tag(takes_context=True)
def search_lists(context: Any) -> list[SearchLists]:
    """Return the lists of the sites that the user works on. All staff may see them."""
    user = context["request"].user
    own = get_own_site_ids(user)
    sites = Site.objects.all() if own is None else Site.objects.filter(pk__in=own)
    return [_lists_of(site, user) for site in sites.order_by("pk")[:MAX_SITES]]


def _lists_of(site: Site, user: Any) -> SearchLists:
    search = SearchSettings.objects.filter(site=site).first() or SearchSettings(site=site)
    clinic = ClinicSettings.objects.filter(site=site).first() or ClinicSettings(site=site)
    return SearchLists(
        site,
        search.synonyms,
        clinic.danger_words,
        settings_url(SearchSettings, site, user),
        settings_url(ClinicSettings, site, user),
    )
