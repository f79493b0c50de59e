"""The jurisdictions of sites, in which rules about claims may be stricter.

What is known of a clinic is above the articles, so that code registers itself here.
"""

from collections.abc import Callable, Iterable, Mapping

# "UK", "EU", "IE", "US" and "AU" by the ids of sites; sites of which nothing is known are left out.
JurisdictionReader = Callable[[], Mapping[int, frozenset[str]]]
_readers: list[JurisdictionReader] = []


def provide_jurisdictions(reader: JurisdictionReader) -> JurisdictionReader:
    """Register a function that returns the jurisdictions of all sites."""
    _readers.append(reader)
    return reader


def read_jurisdictions() -> dict[int, frozenset[str]]:
    """Return the jurisdictions of all sites of which some are known."""
    found: dict[int, frozenset[str]] = {}
    for read in _readers:
        for site_id, names in read().items():
            found[site_id] = found.get(site_id, frozenset()) | names
    return found


def combine_jurisdictions(
    by_site: Mapping[int, frozenset[str]], site_ids: Iterable[int]
) -> frozenset[str]:
    """Return the jurisdictions of any of the sites: of several, the strictest rules hold."""
    return frozenset().union(*(by_site.get(pk, ()) for pk in site_ids))
