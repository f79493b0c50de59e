"""The pages of an import (upload, preview, done), and the export of the whole library."""

from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_safe
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permissions import policy_registry

from articles.citations.markup import is_id, read_ids
from articles.library.filters import INCOMPLETE
from articles.library.importing.apply import NotImportedError
from articles.library.importing.forms import UploadForm
from articles.library.importing.plan import (
    apply_plan_if_unchanged,
    correct_row,
    plan_import,
)
from articles.library.importing.plan_rows import Row, RowStatus
from articles.library.importing.upload_store import ImportSummary, Upload, UploadStore
from articles.models import EditorialSettings, Reference
from articles.references.export import source_file_response
from articles.references.formatting import format_reference
from articles.references.source import SourceKind
from articles.references.study_types import parse_study_type

LIST_URL = reverse_lazy("wagtailsnippets_articles_reference:list")
ROWS_PER_PAGE = 100
MAX_LINKS = 100
STATUS_HELP = {
    RowStatus.NEW: gettext_lazy("The library has nothing like it. These are ticked at first."),
    RowStatus.KNOWN: gettext_lazy(
        "The library has it. If it has something to add, you can tick it: it fills empty fields "
        "and replaces nothing, except the state of a paper that was retracted since. If you may "
        "not publish sources, what public pages show becomes a proposal."
    ),
    RowStatus.DUPLICATE: gettext_lazy(
        "It is the same work as another one here, or may be one in the library. Ticked, it becomes "
        "a separate reference."
    ),
    RowStatus.DAMAGED: gettext_lazy(
        "Something is wrong with it. Ticked, it is imported as it is, and you can correct it in "
        "the library."
    ),
    RowStatus.UNREADABLE: gettext_lazy("It could not be read, and is not imported."),
}


class ImportPageMixin(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """The permission, title and breadcrumbs of the pages of an import."""

    model = Reference
    permission_required = "add"
    page_title = gettext_lazy("Import references")
    header_icon = "upload"

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": LIST_URL, "label": _("References")},
            {"url": "", "label": self.get_page_title()},
        ]


# `dispatch` checks the CSRF token, once it has read the form.
@method_decorator(csrf_exempt, name="dispatch")
class UploadView(ImportPageMixin, FormView):
    """Read a file or pasted text, and redirect to the preview."""

    form_class = UploadForm
    template_name = "articles/admin/importing/upload.html"

    def dispatch(self, request, *args, **kwargs):
        try:
            request.POST  # noqa: B018 - reading it may fail
        except RequestDataTooBig:
            # Django limits text, but not files.
            messages.error(request, _("This is too much to paste. Upload it as a file."))
            return redirect("importing:upload")
        return csrf_protect(super().dispatch)(request, *args, **kwargs)

    def form_valid(self, form):
        upload = Upload(form.name, plan_import(form.records, self.request.user))
        token = UploadStore(self.request.user).add(upload, form.records)
        return redirect("importing:preview", token=token)


class StoredUploadView(TemplateView):
    """Load the stored entry of the token; redirect to the upload if it has expired."""

    entry_class: type = Upload

    def dispatch(self, request, *args, **kwargs):
        self.store = UploadStore(request.user)
        self.token = kwargs["token"]
        self.entry: Any = self.store.get(self.token)
        if not isinstance(self.entry, self.entry_class):
            messages.error(
                request, _("This import is finished or has expired. Choose the file again.")
            )
            return redirect("importing:upload")
        return super().dispatch(request, *args, **kwargs)


class PreviewView(ImportPageMixin, StoredUploadView):
    """Show what an import would do, keep ticks from page to page, and run the import.

    Every action is a button of one form, so that no tick is lost.
    """

    template_name = "articles/admin/importing/preview.html"

    def post(self, request, *args, **kwargs):
        ticked = self._ticked_now()
        if "tick" in request.POST:
            ticked |= self._importable(request.POST["tick"])
        elif "untick" in request.POST:
            ticked -= self._importable(request.POST["untick"])
        if "correct" in request.POST:
            return self._correct(ticked)
        self.store.tick(self.token, ticked)
        return self._import(ticked) if "import" in request.POST else self._redirect_back()

    def get_context_data(self, **kwargs):
        plan, page = self.entry.plan, self._page
        ticked = self.store.ticked(self.token)
        style = EditorialSettings.for_request(self.request).citation_style
        on_page = {row.number for row in page}
        tick_status = self._status or RowStatus.NEW
        tabs = [(status, status.label, count) for status, count in plan.counts.items()]
        return super().get_context_data(
            name=self.entry.name,
            total=len(plan.rows),
            status=self._status,
            tabs=[(None, _("All"), len(plan.rows)), *tabs],
            status_help=STATUS_HELP[self._status] if self._status else "",
            rows=[_row_context(row, style, row.number in ticked) for row in page],
            page_obj=page,
            pages=page.paginator.get_elided_page_range(page.number),
            tick_status=tick_status,
            tickable=len(self._importable(tick_status)),
            ticked_here=len(ticked & on_page),
            ticked_elsewhere=len(ticked - on_page),
            **kwargs,
        )

    @cached_property
    def _status(self) -> RowStatus | None:
        """The only status that is shown; None for all of them."""
        status = self.request.GET.get("status", "")
        return RowStatus(status) if status in RowStatus.values else None

    @cached_property
    def _page(self) -> Page:
        rows = [row for row in self.entry.plan.rows if self._status in (None, row.status)]
        return Paginator(rows, ROWS_PER_PAGE).get_page(self.request.GET.get("p"))

    def _importable(self, status: str) -> set[int]:
        """Return the numbers of the importable rows of a status, or of all if it is empty."""
        return self.entry.plan.importable(*(one for one in RowStatus if status in ("", one)))

    def _ticked_now(self) -> set[int]:
        """Return the numbers ticked on this page, and those ticked before on others."""
        here = {row.number for row in self._page if row.can_import}
        posted = set(read_ids(" ".join(self.request.POST.getlist("row"))))
        return (self.store.ticked(self.token) - here) | (here & posted)

    def _redirect_back(self) -> HttpResponse:
        """Redirect to the page or status whose button was pressed, or else to this page."""
        posted = self.request.POST
        query = QueryDict(mutable=True)
        query["status"] = posted.get("show", self._status or "")
        if "show" not in posted:
            query["p"] = posted.get("page", str(self._page.number))
        return redirect(f"{self._url('preview')}?{query.urlencode()}")

    def _correct(self, ticked: set[int]) -> HttpResponse:
        """Take over the probable value of "number-place"; tick the row if nothing is left wrong."""
        number, _dash, place = self.request.POST["correct"].partition("-")
        if not (is_id(number) and is_id(place)):
            return self._redirect_back()
        records = correct_row(self.store.records(self.token), int(number), int(place))
        plan = plan_import(records, self.request.user)
        self.store.replace_records(self.token, records, plan)
        sound = plan.importable(RowStatus.NEW) & {int(number)}
        self.store.tick(self.token, (ticked & plan.importable(*RowStatus)) | sound)
        return self._redirect_back()

    def _import(self, ticked: set[int]) -> HttpResponse:
        """Run the import as it was shown. If the library has changed, show the new plan."""
        if not ticked:
            messages.error(self.request, _("Nothing is ticked, so nothing was imported."))
            return self._redirect_back()
        records = self.store.records(self.token)
        try:
            result = apply_plan_if_unchanged(records, self.entry.plan, ticked, self.request.user)
        except NotImportedError as error:
            messages.error(self.request, str(error))
            plan = plan_import(records, self.request.user)
            self.store.replace_plan(self.token, plan)
            self.store.tick(self.token, ticked & plan.importable(*RowStatus))
            return redirect(self._url("preview"))
        self.store.finish(self.token, ImportSummary.from_result(result))
        return redirect(self._url("done"))

    def _url(self, name: str) -> str:
        return reverse(f"importing:{name}", args=[self.token])


class DoneView(ImportPageMixin, StoredUploadView):
    """Link to the first hundred references that were created, filled in or proposed."""

    entry_class = ImportSummary
    template_name = "articles/admin/importing/done.html"

    def get_context_data(self, **kwargs):
        entry = self.entry
        groups = {"new": entry.created, "updated": entry.updated, "proposed": entry.proposed}
        linked = [pk for ids in groups.values() for pk in ids[:MAX_LINKS]]
        shown = Reference.objects.in_bulk(linked)
        return super().get_context_data(
            parts=[
                {
                    "kind": kind,
                    "count": len(ids),
                    "references": [shown[pk] for pk in ids[:MAX_LINKS] if pk in shown],
                    "others": max(len(ids) - MAX_LINKS, 0),
                }
                for kind, ids in groups.items()
                if ids
            ],
            incomplete=self.entry.incomplete,
            incomplete_url=f"{LIST_URL}?needs={INCOMPLETE}",
            list_url=LIST_URL,
            **kwargs,
        )


def _row_context(row: Row, style: str, is_ticked: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {"row": row, "is_ticked": is_ticked}
    if source := row.source:
        study = parse_study_type(source.study_type)
        labels = [SourceKind(source.kind).label, study.label if study else ""]
        numbers = [source.doi, source.pmid and f"PMID {source.pmid}", source.pmcid, source.isbn]
        shown["html"] = format_reference(source, style)
        shown["details"] = [text for text in (*labels, *numbers, source.registration) if text]
    return shown


@require_safe
def export_library(request: HttpRequest, suffix: str) -> HttpResponse:
    """Return every reference in one file, for users who may see the list of references."""
    policy = policy_registry.get_by_type(Reference)
    if not policy.user_has_any_permission(request.user, {"add", "change", "delete", "view"}):
        raise PermissionDenied
    references = Reference.objects.order_by("pk").iterator()
    return source_file_response((one.source for one in references), "references", suffix)
