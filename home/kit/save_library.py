"""Write what belongs to the library: pictures, documents, collections, sources and snippets.

If the database has several sites, a kit has of the library what its site uses.
"""

import json
from collections.abc import Iterator
from datetime import date
from itertools import count, islice
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model
from taggit.models import TagBase
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction, DraftStateMixin

from articles.models import Reference, ReferenceProposal
from articles.references.formats import csl
from home.kit.errors import Place
from home.kit.fields import FieldEncoder
from home.kit.model_fields import kept_fields
from home.kit.names import DOCUMENTS, IMAGES, collection_names, file_name, is_never_public
from home.kit.objects import STATE, snippet_file, snippet_models
from home.kit.page_building import DRAFT
from home.kit.save_pages import difference, encode_privacy, missing_dates
from home.kit.save_report import MISSING_FILE, SaveReport
from home.kit.sources import EXACT, PROPOSAL, csl_fields
from home.kit.waivers import WaiverEncoder
from home.kit.writing import KitWriter
from home.kit.yaml_reading import Plain

BATCH_SIZE = 500
# A load reads a whole file at once.
MAX_SOURCES_IN_FILE = 5000


class LibrarySaver:
    """Writes the library. `only_used` leaves out what nothing saved before has named."""

    def __init__(
        self, writer: KitWriter, encoder: FieldEncoder, report: SaveReport, *, only_used: bool
    ) -> None:
        self.writer, self.encoder, self.names = writer, encoder, encoder.names
        self.report, self.only_used = report, only_used

    def save(self) -> None:
        # Each may use what comes after it.
        for model in reversed(snippet_models()):
            self._save_snippets(model)
        self._save_sources()
        self._save_files(get_image_model(), "images", IMAGES)
        self._save_files(get_document_model(), "documents", DOCUMENTS)
        used = self.names.used.get(Collection, set())
        names = [name for pk, name in collection_names()]
        if self.only_used:
            table = self.names.table(Collection).names
            named = {table.get(pk) or "" for pk in used}
            names = [n for n in names if not n or any(f"{e}/".startswith(f"{n}/") for e in named)]
        self.writer.yaml("collections.yaml", self._with_privacy(names))
        self.report.count("collection", len(names))

    def _with_privacy(self, names: list[str]) -> list[Any]:
        """Return the names, and more for those whose documents are private."""
        pks = self.names.table(Collection).pks
        rows = CollectionViewRestriction.objects.filter(collection__in=[pks[n] for n in names])
        private = {row.collection_id: self._privacy(row) for row in rows}
        return [
            {"name": name, "privacy": private[pks[name]]} if pks[name] in private else name
            for name in names
            # That of everything is in each database.
            if name or pks[name] in private
        ]

    def _privacy(self, row: CollectionViewRestriction) -> dict[str, Any]:
        groups = row.groups.all()
        if self.only_used:  # the kit has no others
            groups = groups.filter(pk__in=self.names.used.get(Group, set()))
        return encode_privacy(row, list(groups), self.names)

    def _rows(self, model: type[Model]) -> Iterator[Any]:
        """Yield the objects in the order of their creation."""
        rows = model._default_manager.order_by("pk")
        used = self.names.used.get(model, set())
        if self.only_used and is_never_public(model):  # no page uses it
            rows = rows.filter(site__root_page=self.names.home)
            used = set(rows.values_list("pk", flat=True))
        pks = list(rows.values_list("pk", flat=True))
        if self.only_used:
            pks = [pk for pk in pks if pk in used]
        for start in range(0, len(pks), BATCH_SIZE):
            yield from rows.filter(pk__in=pks[start : start + BATCH_SIZE])

    def _save_snippets(self, model: type[Model]) -> None:
        data = {}
        for row in self._rows(model):
            fields = self._encode_snippet(row)
            if issubclass(model, TagBase):
                fields.pop("name")
            name = self.names.name(model, row.pk)
            data[name] = fields
            self.report.count(str(model._meta.verbose_name))
        self.writer.yaml(snippet_file(model), data)

    def _encode_snippet(self, row: Any) -> dict[str, Any]:
        if not isinstance(row, DraftStateMixin):
            return self.encoder.fields(row)
        draft = row.get_latest_revision_as_object()
        public = self.encoder.fields(row if row.live else draft, STATE)
        data = {**public, **self.encoder.fields(row, only=STATE), **missing_dates(row)}
        if row.live and row.has_unpublished_changes:
            data[DRAFT] = difference(public, self.encoder.fields(draft, STATE))
        return data | WaiverEncoder(self.encoder, [row]).encode(row)

    def _save_files(self, model: Any, folder: str, stored_in: str) -> None:
        index = {}
        for row in self._rows(model):
            name = file_name(row.file.name, stored_in)
            try:
                with row.file.storage.open(row.file.name) as source:
                    self.writer.copy(f"{folder}/{name}", source)
            except FileNotFoundError:
                self.report.note(f"{folder}/{name}", MISSING_FILE)
                continue
            index[name] = self.encoder.fields(row)
            if folder == "documents":
                index[name]["id"] = row.pk
            self.report.count(folder.removesuffix("s"))
        self.writer.yaml(f"{folder}.yaml", index)

    def _save_sources(self) -> None:
        proposals = {row.reference_id: row for row in ReferenceProposal.objects.all()}
        items = (self._encode_source(row, proposals.get(row.pk)) for row in self._rows(Reference))
        texts = (json.dumps(item, ensure_ascii=False, indent=2) for item in items)
        file = "sources.json"
        for number in count(2):
            part = list(islice(texts, MAX_SOURCES_IN_FILE))
            if not part:
                return
            self.writer.text(file, "[\n" + ",\n".join(part) + "\n]\n")
            self.report.count("source", len(part))
            file = f"sources/{number:04}.json"

    def _encode_source(self, row: Reference, proposal: ReferenceProposal | None) -> dict[str, Any]:
        """Return the item in CSL-JSON, with all in `custom` that would not come back exactly."""
        (item,) = json.loads(csl.write([row.source]))
        item["id"] = row.key
        read = csl_fields(item, Place("")) if row.title else {}
        exact = {}
        for own in kept_fields(Reference):
            value = getattr(row, own.attname)
            found = read.get(own.name)
            found = found.value if isinstance(found, Plain) else found
            if (value or found) and value != found:
                exact[own.name] = value.isoformat() if isinstance(value, date) else value
        if exact:
            item.setdefault("custom", {})[EXACT] = exact
        if proposal:
            fields = self.encoder.fields(proposal)
            fields["proposed_at"] = fields["proposed_at"].isoformat()
            item.setdefault("custom", {})[PROPOSAL] = fields
        return item
