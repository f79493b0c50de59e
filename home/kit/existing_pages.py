"""Compare the pages of a kit with those that the site has already, and replace them on request."""

from typing import Any

from django.utils.translation import gettext as _

from articles.publishing.gate import PublishingRefusedError
from home.kit.fields import FieldEncoder
from home.kit.page_building import STATE_FIELDS, PageBuilder, fill
from home.kit.page_files import PageFile
from home.kit.report import KEPT, REPLACED, UNCHANGED, LoadReport
from home.kit.streams import ID


class ExistingPages:
    """Existing pages stay as they are, and the report says which of them differ.

    To replace one is to save a version with the text of the kit, and to publish it, which the gate
    may refuse: signatures are of the text that was there.
    """

    def __init__(self, builder: PageBuilder, report: LoadReport, *, replace: bool) -> None:
        self.builder, self.report, self.replace = builder, report, replace
        self.encoder = FieldEncoder(builder.decoder.names, _NoFiles())

    def visit(self, source: PageFile, sources: dict[str, PageFile]) -> None:
        name = f"/{source.path}"
        stored = source.model._default_manager.get(pk=source.pk)
        text = stored if stored.live else stored.get_latest_revision_as_object()
        wanted = self.builder.build(source, sources).page
        own, new = (self.encoder.fields(each, STATE_FIELDS) for each in (text, wanted))
        if without_ids(own) == without_ids(new):
            self.report.add("page", UNCHANGED, name)
        elif not self.replace or stored.alias_of_id:
            self.report.add("page", KEPT, name)
        else:
            self._save(stored, source, wanted.live)
            self.report.add("page", REPLACED, name)

    def _save(self, stored: Any, source: PageFile, is_public: bool) -> None:
        fields = self.builder.read(source)
        page = stored.get_latest_revision_as_object()
        fill(page, self.builder.entry(source, fields))
        for name in STATE_FIELDS:
            if hasattr(page, name):
                setattr(page, name, getattr(stored, name))
        revision = page.save_revision(clean=False)
        if is_public:
            try:
                revision.publish()
            except PublishingRefusedError as refused:
                self.report.note(f"/{source.path}", _("replaced as a draft: %s") % refused.reasons)


class _NoFiles:
    """Names the files of fields without copying them."""

    def add(self, value: Any) -> str | None:
        return value.name if value else None


def without_ids(value: Any) -> Any:
    """Return the value without the ids of blocks and rows, which a kit may leave out."""
    if isinstance(value, dict):
        return {key: without_ids(each) for key, each in value.items() if key != ID}
    if isinstance(value, list):
        return [without_ids(each) for each in value]
    return value
