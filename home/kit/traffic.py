"""Redirects and promoted search results of a kit."""

from typing import Any

from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Site

from home.kit.errors import Place
from home.kit.fields import FieldDecoder, FieldEncoder
from home.kit.reading import KitFiles
from home.kit.report import CREATED, KEPT, UNCHANGED, LoadReport
from home.kit.save_report import SaveReport
from home.kit.writing import KitWriter
from home.kit.yaml_reading import as_mapping, as_sequence

REDIRECTS_FILE, PROMOTED_FILE = "redirects.yaml", "promoted_results.yaml"


def load_traffic(kit: KitFiles, decoder: FieldDecoder, site: Site, report: LoadReport) -> None:
    """Load the redirects and promoted results that the site does not have."""
    if REDIRECTS_FILE in kit:
        _load_redirects(kit, decoder, site, report)
    if PROMOTED_FILE in kit:
        _load_promoted(kit, decoder, report)


def _load_redirects(kit: KitFiles, decoder: FieldDecoder, site: Site, report: LoadReport) -> None:
    place = Place(REDIRECTS_FILE, 1)
    for item, at in as_sequence(kit.yaml(REDIRECTS_FILE), place).places(place):
        entry = decoder.entry(Redirect, as_mapping(item, at), at, "")
        row = Redirect(site=site, **entry.values)
        row.old_path = Redirect.normalise_path(row.old_path)
        found = Redirect.objects.filter(old_path=row.old_path, site__in=[site]).first()
        found = found or Redirect.objects.filter(old_path=row.old_path, site=None).first()
        if found is None:
            made_at = row.created_at
            row.save()
            Redirect.objects.filter(pk=row.pk).update(created_at=made_at or row.created_at)
            report.add("redirect", CREATED, row.old_path)
        else:
            names = ("redirect_page_id", "redirect_link", "is_permanent")
            same = all(getattr(found, name) == getattr(row, name) for name in names)
            report.add("redirect", UNCHANGED if same else KEPT, row.old_path)


def _load_promoted(kit: KitFiles, decoder: FieldDecoder, report: LoadReport) -> None:
    place = Place(PROMOTED_FILE, 1)
    queries = as_mapping(kit.yaml(PROMOTED_FILE), place)
    for words, value in queries.items():
        at = queries.place(words, place)
        query = Query.get(words)
        if query.editors_picks.exists():
            report.add("promoted results", UNCHANGED, words)
            continue
        for number, (item, where) in enumerate(as_sequence(value, at).places(at)):
            entry = decoder.entry(SearchPromotion, as_mapping(item, where), where, "")
            SearchPromotion.objects.create(query=query, **entry.values | {"sort_order": number})
        report.add("promoted results", CREATED, words)


def save_traffic(writer: KitWriter, encoder: FieldEncoder, site: Site, report: SaveReport) -> None:
    """Write the redirects of the site and of all sites, and the promoted results of its pages."""
    rows = Redirect.objects.filter(site=site) | Redirect.objects.filter(site=None)
    redirects = []
    for row in rows.order_by("old_path", "pk"):
        is_foreign = row.redirect_page_id and not encoder.names.page_path(row.redirect_page_id)
        if not is_foreign:
            redirects.append(encoder.fields(row))
    writer.yaml(REDIRECTS_FILE, redirects)
    report.count("redirect", len(redirects))
    promoted: dict[str, list[Any]] = {}
    for pick in SearchPromotion.objects.select_related("query").order_by(
        "query__query_string", "sort_order", "pk"
    ):
        if not pick.page_id or encoder.names.page_path(pick.page_id):
            promoted.setdefault(pick.query.query_string, []).append(encoder.fields(pick))
    writer.yaml(PROMOTED_FILE, promoted)
    report.count("promoted results", len(promoted))
