"""Wagtail's page editor with side panels for problems and review, for articles."""

from typing import Any

from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.viewsets.pages import PageViewSet

from articles.editorial.side_panel import ProblemsSidePanel
from articles.models import ArticlePage
from articles.publishing.refusal_views import RefusalMessagesMixin
from articles.review.side_panel import ReviewSidePanel
from articles.review.workflow_views import ArticleWorkflowActionView


class ArticleEditorMixin(RefusalMessagesMixin):
    """Mixin for the create, edit and revert views: adds the side panels and shows refusals."""

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
    def publish_action(self):
        """Add the page as a draft first: Wagtail adds it live and then publishes it."""
        self.form.instance.live = False
        return super().publish_action()


class ArticleEditView(ArticleEditorMixin, EditView):
    pass


class ArticleRevertView(ArticleEditorMixin, RevisionsRevertView):
    pass


class ArticleViewSet(PageViewSet):
    """The views of articles that differ from those of other pages."""

    model = ArticlePage
    add_view_class = ArticleCreateView
    edit_view_class = ArticleEditView
    revisions_revert_view_class = ArticleRevertView
    workflow_action_view_class = ArticleWorkflowActionView
