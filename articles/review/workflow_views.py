"""The view of a workflow step, in whose dialog somebody signs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin.views.pages.workflow import WorkflowActionView

from articles.problems.content_hash import compute_content_hash
from articles.publishing.gate import PublishingRefusedError
from articles.publishing.refusal_views import add_refusal_message
from articles.review.forms import SignForm


class SignedTextMixin:
    """Mixin for Wagtail's view of a step: signed is the draft that was there when it was opened."""

    object: Any

    def get_form_class(self):
        form_class = super().get_form_class()  # type: ignore[misc]
        if not issubclass(form_class, SignForm):
            return form_class
        return form_class.for_text_hash(
            compute_content_hash(self.object.get_latest_revision().as_object())
        )


class ArticleWorkflowActionView(SignedTextMixin, WorkflowActionView):
    """A step taken from outside the form, perhaps from a dialog that waits for its answer."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except PublishingRefusedError as refused:
            address = add_refusal_message(request, refused)
            if request.headers.get("x-requested-with") != "XMLHttpRequest":
                return redirect(address)
            return self.render_modal_json(request, {"step": "success", "redirect": address})
