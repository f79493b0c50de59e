"""What the checks need to know of a site and of an object: settings and waivers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings as django_settings
from django.utils import timezone
from wagtail.models import Page

from articles.models import EditorialSettings, Waiver
from articles.models.claim_policy import POLICY_FIELDS, ClaimLevel, ClaimPolicy, max_level
from articles.models.jurisdictions import combine_jurisdictions, read_jurisdictions
from articles.models.settings import DEFAULT_MAX_GRADE
from articles.models.site_roots import SiteRoot, get_site_roots
from articles.models.waiver import content_type_id
from articles.problems.claims.passages import ClaimSettings, FamilyLevel


@dataclass(frozen=True)
class ClaimFacts:
    """The settings of the sites that show an object, and the waivers of its claims.

    `settings` is None if no claims are checked. `max_grade` is the reading grade of articles to
    aim at.
    """

    settings: ClaimSettings | None
    waivers: tuple[Waiver, ...] = ()
    banned: frozenset[str] = frozenset()
    max_grade: int = DEFAULT_MAX_GRADE


NO_CLAIMS = ClaimFacts(None)


def read_claim_facts(objects: Sequence[Any], parent: Page | None = None) -> list[ClaimFacts]:
    """Return the facts of pages and snippets, in their order, by three queries for all.

    `parent` is the page above those that are not in the tree yet.
    """
    roots = get_site_roots()
    sites = [_get_site_ids(obj, parent, roots) for obj in objects]
    policies = _read_policies({pk for ids in sites for pk in ids})
    by_site = read_jurisdictions() if policies else {}
    shown = [[policies[pk] for pk in ids if pk in policies] for ids in sites]
    checked = [
        combine_policies(own, combine_jurisdictions(by_site, ids))
        for ids, own in zip(sites, shown, strict=True)
    ]
    waivers = Waiver.objects.active().of(*objects).by_object() if any(checked) else {}
    return [
        ClaimFacts(
            settings,
            _own_waivers(waivers, obj, ids) if settings else (),
            combine_banned_words(own),
            _min_grade(own),
        )
        for obj, ids, own, settings in zip(objects, sites, shown, checked, strict=True)
    ]


def read_site_facts(page: Page) -> ClaimFacts:
    """Return the facts of something new that the sites of a page will show: it has no waivers."""
    ids = _get_site_ids(page, None, get_site_roots())
    policies = list(_read_policies(ids).values())
    settings = combine_policies(policies, combine_jurisdictions(read_jurisdictions(), ids))
    return ClaimFacts(settings, (), combine_banned_words(policies), _min_grade(policies))


def _get_site_ids(obj: Any, parent: Page | None, roots: Sequence[SiteRoot]) -> set[int]:
    """Return the sites that show an object: of a shared snippet all; of a page in none, none."""
    if not isinstance(obj, Page):
        return {obj.site_id} if obj.site_id else {root.site_id for root in roots}
    path = obj.path or (parent.path if parent else "")
    nearest = next((root.path for root in roots if path.startswith(root.path)), None)
    return {root.site_id for root in roots if root.path == nearest}


def combine_policies(
    policies: Iterable[ClaimPolicy], jurisdictions: frozenset[str] = frozenset()
) -> ClaimSettings | None:
    """Return the strictest of the settings of several sites; the defaults without a site."""
    today = timezone.localdate()
    found = list(policies) or [EditorialSettings()]
    levels: dict[str, ClaimLevel] = {}
    for policy in found:
        for family, level in policy.claim_levels(today).items():
            levels[family] = max_level(level, levels.get(family, ClaimLevel.OFF))
    if set(levels.values()) == {ClaimLevel.OFF}:
        return None
    return ClaimSettings(
        year=today.year,
        levels={family: FamilyLevel(level.value) for family, level in levels.items()},
        jurisdictions=jurisdictions,
        language=django_settings.LANGUAGE_CODE,
    )


def _min_grade(policies: Iterable[EditorialSettings]) -> int:
    return min((policy.max_grade for policy in policies), default=DEFAULT_MAX_GRADE)


def combine_banned_words(policies: Iterable[ClaimPolicy]) -> frozenset[str]:
    return frozenset().union(*(policy.banned_word_set for policy in policies))


def _read_policies(site_ids: set[int]) -> dict[int, EditorialSettings]:
    """Return the settings of the sites, with the defaults for those that have none."""
    if not site_ids:
        return {}
    fields = ("site", "max_grade", *POLICY_FIELDS)
    rows = EditorialSettings.objects.filter(site__in=site_ids).only(*fields)
    stored = {row.site_id: row for row in rows}
    return {pk: stored.get(pk) or EditorialSettings() for pk in site_ids}


def _own_waivers(
    waivers: dict[tuple[int, str], list[Waiver]], obj: Any, site_ids: set[int]
) -> tuple[Waiver, ...]:
    """Return those of an object that were given at its site: a page may have moved."""
    if not obj.pk:
        return ()
    own = waivers.get((content_type_id(obj), str(obj.pk)), ())
    return tuple(each for each in own if each.site_id is None or each.site_id in site_ids)
