"""Wagtail's page editor with our side panel, for articles only."""

from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.viewsets.pages import PageViewSet

from articles.editorial.side_panel import ProblemsSidePanel
from articles.models import ArticlePage
from articles.publishing.refusal_views import RefusalMessagesMixin
from articles.review.side_panel import ReviewSidePanel
from articles.review.workflow_views import ArticleWorkflowActionView


def add_side_panels(view, panels):
    """The panels beside the form with ours.

    Not for what an autosave sends back: the panel asks for its list itself. A new article has
    no review yet.
    """
    if not view.expects_json_response:
        parent = None if view.page.path else view.parent_page
        panels.append(ProblemsSidePanel(view.page, view.request, parent))
        # The form of a new article has no place for it, and keeps none once saved.
        if view.page.pk and not getattr(view, "hydrate_create_view", False):
            panels.append(ReviewSidePanel(view.page, view.request))
    return panels


class ArticleCreateView(RefusalMessagesMixin, CreateView):
    def publish_action(self):
        """Wagtail would put the page into the tree as a public one, and then publish it."""
        self.form.instance.live = False
        return super().publish_action()

    def get_side_panels(self):
        return add_side_panels(self, super().get_side_panels())


class ArticleEditView(RefusalMessagesMixin, EditView):
    def get_side_panels(self):
        return add_side_panels(self, super().get_side_panels())


class ArticleRevertView(RefusalMessagesMixin, RevisionsRevertView):
    def get_side_panels(self):
        return add_side_panels(self, super().get_side_panels())


class ArticleViewSet(PageViewSet):
    """The views of articles; all others are those of any page."""

    model = ArticlePage
    add_view_class = ArticleCreateView
    edit_view_class = ArticleEditView
    revisions_revert_view_class = ArticleRevertView
    workflow_action_view_class = ArticleWorkflowActionView
