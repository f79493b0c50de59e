"""The third page of an import: what it did, with links to it."""

from articles.library.filters import INCOMPLETE
from articles.library.importing.preview_view import UploadStoreView
from articles.library.importing.upload_store import ImportSummary
from articles.library.importing.upload_view import LIST_URL, ImportPageMixin
from articles.models import Reference

MAX_LINKS = 100


class DoneView(ImportPageMixin, UploadStoreView):
    """Names the references that were created or filled in, the first hundred of each."""

    kind = ImportSummary
    template_name = "articles/admin/importing/done.html"

    def get_context_data(self, **kwargs):
        created, updated = self.entry.created, self.entry.updated
        shown = Reference.objects.in_bulk([*created[:MAX_LINKS], *updated[:MAX_LINKS]])
        return super().get_context_data(
            parts=[
                {
                    "is_new": is_new,
                    "count": len(ids),
                    "references": [shown[pk] for pk in ids[:MAX_LINKS] if pk in shown],
                    "others": max(len(ids) - MAX_LINKS, 0),
                }
                for is_new, ids in ((True, created), (False, updated))
                if ids
            ],
            incomplete=self.entry.incomplete,
            incomplete_url=f"{LIST_URL}?needs={INCOMPLETE}",
            list_url=LIST_URL,
            **kwargs,
        )
