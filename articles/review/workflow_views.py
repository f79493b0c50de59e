"""The view of a workflow step, with the dialog for signing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin.views.pages.workflow import WorkflowActionView

from articles.problems.content_hash import compute_content_hash
from articles.publishing.gate import PublishingRefusedError
from articles.publishing.refusal_views import add_refusal_message
from articles.review.forms import SignForm


class ArticleWorkflowActionView(WorkflowActionView):
    """Refuses to sign a draft that was changed after the dialog was opened.

    A refusal by the gate is shown as a message, also to a dialog that waits for a response.
    """

    def get_form_class(self):
        form_class = super().get_form_class()
        if not issubclass(form_class, SignForm):
            return form_class
        draft = self.object.get_latest_revision().as_object()
        return form_class.for_text_hash(compute_content_hash(draft))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except PublishingRefusedError as refused:
            url = add_refusal_message(request, refused)
            if request.headers.get("x-requested-with") != "XMLHttpRequest":
                return redirect(url)
            return self.render_modal_json(request, {"step": "success", "redirect": url})
