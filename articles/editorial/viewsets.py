"""Wagtail's page editor with side panels for problems and review, for articles."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet

from articles.editorial.side_panel import ProblemsSidePanel
from articles.models import ArticlePage
from articles.review.forms import SignForm
from articles.review.shared_content import digest_shown_text
from articles.review.side_panel import ReviewSidePanel


class ArticleEditorMixin:
    """Mixin for the create, edit and revert views: adds the side panels."""

    request: HttpRequest
    page: Any
    parent_page: Any
    expects_json_response: bool

    def get_side_panels(self):
        """Add the panels, except to the response to an autosave: its script reloads the list.

        A new article has no review panel, also when its first save replaces the form.
        """
        panels = super().get_side_panels()  # type: ignore[misc]
        if not self.expects_json_response:
            parent = None if self.page.path else self.parent_page
            panels.append(ProblemsSidePanel(self.page, self.request, parent))
            if self.page.pk and not getattr(self, "hydrate_create_view", False):
                panels.append(ReviewSidePanel(self.page, self.request))
        return panels


class ArticleCreateView(ArticleEditorMixin, CreateView):
    pass


class ArticleEditView(ArticleEditorMixin, EditView):
    pass


class ArticleRevertView(ArticleEditorMixin, RevisionsRevertView):
    pass


class ArticleWorkflowActionView(WorkflowActionView):
    """Refuses to sign a draft if it, or what it shows, was changed after the dialog was opened."""

    def get_form_class(self):
        form_class = super().get_form_class()
        if not issubclass(form_class, SignForm):
            return form_class
        draft = self.object.get_latest_revision().as_object()
        return form_class.for_text(draft, digest_shown_text(draft))


class ArticleViewSet(PageViewSet):
    """The views of articles that differ from those of other pages."""

    model = ArticlePage
    add_view_class = ArticleCreateView
    edit_view_class = ArticleEditView
    revisions_revert_view_class = ArticleRevertView
    workflow_action_view_class = ArticleWorkflowActionView
