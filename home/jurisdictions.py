"""The jurisdictions of the clinics, by the country in their settings."""

from collections.abc import Mapping

from articles.cache.versioned import VersionedLRUCache
from articles.models.jurisdictions import provide_jurisdictions
from home.models import ClinicSettings
from home.models.clinic_kinds import Country

jurisdictions_cache = VersionedLRUCache("jurisdictions", max_weight=1, per_site=False)


@provide_jurisdictions
def get_jurisdictions_by_site() -> Mapping[int, frozenset[str]]:
    """Return the jurisdictions of all sites, by one query as long as no settings change."""
    return jurisdictions_cache.get("all", _read)


def _read() -> Mapping[int, frozenset[str]]:
    rows = ClinicSettings.objects.exclude(country="").values_list("site_id", "country")
    return {site_id: Country(country).jurisdictions for site_id, country in rows}
