"""The waivers of claims that hold for a page or call to action, below it in a kit.

Those that were withdrawn stay behind.
"""

from collections.abc import Iterable
from typing import Any

from articles.models import Reference, Waiver
from articles.models.waiver import content_type_id
from articles.problems.waivers import hash_sentence
from home.kit.errors import Place
from home.kit.fields import FieldDecoder, FieldEncoder
from home.kit.page_building import WAIVERS, BuiltPage
from home.kit.yaml_reading import Mapping, as_mapping, as_sequence, as_text

SOURCES = "sources"


class WaiverLoader:
    """Stores waivers, once the site is known for which they hold."""

    def __init__(self, decoder: FieldDecoder) -> None:
        self.decoder, self.names = decoder, decoder.names
        self.site_id: int | None = None
        self.waiting: list[tuple[Any, Mapping, Place]] = []

    def load_pages(self, batch: Iterable[BuiltPage]) -> None:
        """Store the waivers of pages that have their numbers. The home page may come before its
        site, and has to wait.
        """
        for built in batch:
            if self.site_id is None:
                self.waiting.append((built.page, built.fields, built.source.place))
            else:
                self.load(built.page, built.fields, built.source.place, self.site_id)

    def set_site(self, site_id: int) -> None:
        self.site_id = site_id
        for page, fields, place in self.waiting:
            self.load(page, fields, place, site_id)
        self.waiting = []

    def load(self, obj: Any, fields: Mapping, place: Place, site_id: int | None) -> None:
        at = fields.place(WAIVERS, place)
        for item, where in as_sequence(fields.get(WAIVERS), at).places(at):
            row = as_mapping(item, where)
            entry = self.decoder.entry(Waiver, row, where, "", (SOURCES,))
            waiver = Waiver(**entry.values, site_id=site_id, object_title=str(obj)[:255])
            waiver.content_type_id, waiver.object_id = content_type_id(obj), str(obj.pk)
            cited = row.place(SOURCES, where)
            waiver.source_ids = [
                self.names.pk(Reference, as_text(key, each), each)
                for key, each in as_sequence(row.get(SOURCES), cited).places(cited)
            ]
            waiver.sentence_hash = hash_sentence(waiver.sentence, waiver.source_ids)
            waiver.save()


class WaiverEncoder:
    """Writes the waivers of objects, which are read by one query for many."""

    def __init__(self, encoder: FieldEncoder, objects: Iterable[Any]) -> None:
        self.encoder = encoder
        waivers = Waiver.objects.active().of(*objects).order_by("waived_at", "pk")
        self.found = waivers.by_object()

    def encode(self, obj: Any) -> dict[str, Any]:
        """Return the waivers under their key; nothing without any."""
        rows = self.found.get((content_type_id(obj), str(obj.pk)), ())
        return {WAIVERS: [self._encode(row) for row in rows]} if rows else {}

    def _encode(self, row: Waiver) -> dict[str, Any]:
        keys = filter(None, map(self.encoder.names.source_key, row.source_ids))
        sources = sorted(set(keys))
        return self.encoder.fields(row) | ({SOURCES: sources} if sources else {})
