"""The second page of an import: the table of what it would do."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from articles.citations.markup import read_ids
from articles.library.importing.plan import (
    NotImportedError,
    Row,
    RowStatus,
    apply_plan_if_unchanged,
    plan_import,
)
from articles.library.importing.upload_store import ImportSummary, Upload, UploadStore
from articles.library.importing.upload_view import ImportPageMixin
from articles.models import EditorialSettings
from articles.references.formats.record import Record
from articles.references.formatting import format_reference
from articles.references.source import SourceKind
from articles.references.study_types import parse_study_type

ROWS_PER_PAGE = 100
STATUS_HELP = {
    RowStatus.NEW: gettext_lazy(
        "Nothing like it is in the library. These are ticked to begin with."
    ),
    RowStatus.KNOWN: gettext_lazy(
        "It is in the library. One that brings something can be ticked: it fills fields that are "
        "empty there and replaces nothing, except the state of a paper that was retracted since."
    ),
    RowStatus.DUPLICATE: gettext_lazy(
        "It is the same work as another one here, or may be one in the library. Ticked, it becomes "
        "a reference of its own."
    ),
    RowStatus.DAMAGED: gettext_lazy(
        "Something is wrong with it. Ticked, it is imported as it is, to be mended in the library."
    ),
    RowStatus.UNREADABLE: gettext_lazy("Nothing can be made of it. It stays out."),
}


class UploadStoreView(TemplateView):
    """A page about what is on the shelf; once that has expired it leads back to the start."""

    kind: type = Upload

    def dispatch(self, request, *args, **kwargs):
        self.store = UploadStore(request.user)
        self.token = kwargs["token"]
        self.entry: Any = self.store.get(self.token)
        if not isinstance(self.entry, self.kind):
            messages.error(request, _("This import is over or has expired. Choose the file again."))
            return redirect("importing:upload")
        return super().dispatch(request, *args, **kwargs)


class PreviewView(ImportPageMixin, UploadStoreView):
    """Shows what an import would do, takes ticks from page to page, and carries it out.

    All that can be done is a button of one form, so that no tick is lost on the way.
    """

    template_name = "articles/admin/importing/preview.html"

    def post(self, request, *args, **kwargs):
        ticked = self._ticked_now()
        if "tick" in request.POST:
            ticked |= self._importable(request.POST["tick"])
        elif "untick" in request.POST:
            ticked -= self._importable(request.POST["untick"])
        self.store.tick(self.token, ticked)
        return (
            self._import(ticked) if "import" in request.POST else self._redirect_back(request.POST)
        )

    def get_context_data(self, **kwargs):
        ticked = self.store.ticked(self.token)
        style = EditorialSettings.for_request(self.request).citation_style
        on_page = {row.number for row in self._page}
        return super().get_context_data(
            name=self.entry.name,
            total=len(self.entry.plan.rows),
            status=self._status,
            tabs=self._tabs(),
            meaning=STATUS_HELP[self._status] if self._status else "",
            rows=[_row_context(row, style, row.number in ticked) for row in self._page],
            page_obj=self._page,
            pages=self._page.paginator.get_elided_page_range(self._page.number),
            tick_status=self._status or RowStatus.NEW,
            tickable=len(self._importable(self._status or RowStatus.NEW)),
            ticked_here=len(ticked & on_page),
            ticked_elsewhere=len(ticked - on_page),
            **kwargs,
        )

    def _tabs(self) -> list[dict[str, Any]]:
        """The buttons that show all rows, or those of one status."""
        plan = self.entry.plan
        tabs = [{"status": None, "label": _("All"), "count": len(plan.rows)}]
        return tabs + [
            {"status": status, "label": status.label, "count": count}
            for status, count in plan.counts.items()
        ]

    @cached_property
    def _status(self) -> RowStatus | None:
        """The only status that is shown; None for all of them."""
        asked = self.request.GET.get("status", "")
        return RowStatus(asked) if asked in RowStatus.values else None

    @cached_property
    def _page(self) -> Page:
        rows = [row for row in self.entry.plan.rows if self._status in (None, row.status)]
        return Paginator(rows, ROWS_PER_PAGE).get_page(self.request.GET.get("p"))

    def _importable(self, status: str) -> set[int]:
        """The numbers that can be imported among those of a status, or of all for an empty one."""
        statuses = [one for one in RowStatus if status in ("", one)]
        return self.entry.plan.importable(*statuses)

    def _ticked_now(self) -> set[int]:
        """What is ticked on this page, and what was on others."""
        here = {row.number for row in self._page if row.can_import}
        posted = set(read_ids(" ".join(self.request.POST.getlist("row"))))
        return (self.store.ticked(self.token) - here) | (here & posted)

    def _redirect_back(self, posted: QueryDict) -> HttpResponse:
        """To the page or the status whose button was pressed, else back to this page."""
        query = QueryDict(mutable=True)
        query["status"] = posted.get("show", self._status or "")
        if "show" not in posted:
            query["p"] = posted.get("page", str(self._page.number))
        return redirect(f"{self._url('preview')}?{query.urlencode()}")

    def _import(self, ticked: set[int]) -> HttpResponse:
        """Carry it out if it is still what was shown; the library may have changed since."""
        if not ticked:
            messages.error(self.request, _("Nothing is ticked, so nothing was imported."))
            return self._redirect_back(self.request.POST)
        records = self.store.records(self.token)
        try:
            outcome = apply_plan_if_unchanged(records, self.entry.plan, ticked, self.request.user)
        except NotImportedError as error:
            messages.error(self.request, str(error))
            return self._redirect_to_new_plan(records, ticked)
        self.store.put(self.token, ImportSummary.from_result(outcome))
        return redirect(self._url("done"))

    def _redirect_to_new_plan(self, records: list[Record], ticked: set[int]) -> HttpResponse:
        plan = plan_import(records)
        self.store.put(self.token, Upload(self.entry.name, plan))
        self.store.tick(self.token, ticked & plan.importable(*RowStatus))
        return redirect(self._url("preview"))

    def _url(self, name: str) -> str:
        return reverse(f"importing:{name}", args=[self.token])


def _row_context(row: Row, style: str, is_ticked: bool) -> dict[str, Any]:
    """What the table says of a row: the reference as it will be written, and the rest of it."""
    shown: dict[str, Any] = {"row": row, "is_ticked": is_ticked}
    if source := row.source:
        study = parse_study_type(source.study_type)
        labels = [SourceKind(source.kind).label, study.label if study else ""]
        numbers = [source.doi, source.pmid and f"PMID {source.pmid}", source.pmcid, source.isbn]
        shown["html"] = format_reference(source, style)
        shown["details"] = [text for text in (*labels, *numbers, source.registration) if text]
    return shown
