"""Compare the pages of a kit with those that the site has already, and replace them on request."""

from typing import Any

from django.utils.translation import gettext as _

from articles.publishing.errors import PublishingRefusedError
from home.kit.comparison import is_same
from home.kit.page_building import STATE_FIELDS, PageBuilder, refill
from home.kit.page_files import PageFile
from home.kit.protection import restrict
from home.kit.report import KEPT, REPLACED, UNCHANGED, LoadReport


class ExistingPages:
    """Existing pages stay as they are, and the report says which of them differ.

    To replace one is to save a version with the text of the kit, and to publish it, which the gate
    may refuse: signatures are of the text that was there.
    """

    def __init__(self, builder: PageBuilder, report: LoadReport, *, replace: bool) -> None:
        self.builder, self.report, self.replace = builder, report, replace
        self.names = builder.decoder.names

    def visit(self, source: PageFile, sources: dict[str, PageFile]) -> None:
        name = f"/{source.path}"
        stored = source.model._default_manager.get(pk=source.pk)
        built = self.builder.build(source, sources)
        wanted = built.page
        is_public = stored.live and wanted.live
        text = stored if is_public else stored.get_latest_revision_as_object()
        if is_same(self.names, text, wanted, STATE_FIELDS):
            self.report.add("page", UNCHANGED, name)
        elif not self.replace or stored.alias_of_id:
            self.report.add("page", KEPT, name)
        else:
            if not stored.get_view_restrictions().exists():
                restrict(built, self.builder.decoder, self.report)
            self._save(stored, source, wanted.live)
            self.report.add("page", REPLACED, name)

    def _save(self, stored: Any, source: PageFile, is_public: bool) -> None:
        fields = self.builder.read(source)
        page = stored.get_latest_revision_as_object()
        refill(page, self.builder.entry(source, fields), STATE_FIELDS)
        for name in STATE_FIELDS:
            if hasattr(page, name):
                setattr(page, name, getattr(stored, name))
        revision = page.save_revision(clean=False)
        if is_public:
            try:
                revision.publish()
            except PublishingRefusedError as refused:
                self.report.note(f"/{source.path}", _("replaced as a draft: %s") % refused.reasons)
