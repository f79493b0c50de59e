"""The first page of an import: choose a file, or paste."""

from django.core.exceptions import RequestDataTooBig
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from articles.library.importing.forms import UploadForm
from articles.library.importing.plan import plan_import
from articles.library.importing.upload_store import Upload, UploadStore
from articles.models import Reference

LIST_URL = reverse_lazy("wagtailsnippets_articles_reference:list")


class ImportPageMixin(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """What the pages of an import have in common: who may see them, and where they stand."""

    model = Reference
    permission_required = "add"
    page_title = gettext_lazy("Import references")
    header_icon = "upload"
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": LIST_URL, "label": gettext_lazy("References")},
    ]

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


# The token is checked in `dispatch`, after it is known whether the form could be read at all.
@method_decorator(csrf_exempt, name="dispatch")
class UploadView(ImportPageMixin, FormView):
    """Reads what was uploaded and goes on to the preview."""

    form_class = UploadForm
    template_name = "articles/admin/importing/upload.html"

    def dispatch(self, request, *args, **kwargs):
        try:
            request.POST  # noqa: B018 - reading it is what may fail
        except RequestDataTooBig:
            # More than Django takes as text; a file may be larger.
            messages.error(request, _("This is too much to paste. Choose it as a file."))
            return redirect("importing:upload")
        return csrf_protect(super().dispatch)(request, *args, **kwargs)

    def form_valid(self, form):
        upload = Upload(form.name, plan_import(form.records))
        token = UploadStore(self.request.user).add(upload, form.records)
        return redirect("importing:preview", token=token)
