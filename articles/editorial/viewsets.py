"""Wagtail's page editor with our side panel, for articles only."""

from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.viewsets.pages import PageViewSet

from articles.models import ArticlePage

from .side_panel import ProblemsSidePanel


def with_problems(view, panels):
    """The panels beside the form with ours.

    Not for what an autosave sends back: the panel asks for its list itself.
    """
    if not view.expects_json_response:
        panels.append(ProblemsSidePanel(view.page, view.request))
    return panels


class ArticleCreateView(CreateView):
    def get_side_panels(self):
        return with_problems(self, super().get_side_panels())


class ArticleEditView(EditView):
    def get_side_panels(self):
        return with_problems(self, super().get_side_panels())


class ArticleRevertView(RevisionsRevertView):
    def get_side_panels(self):
        return with_problems(self, super().get_side_panels())


class ArticleViewSet(PageViewSet):
    """The views of articles; all others are those of any page."""

    model = ArticlePage
    add_view_class = ArticleCreateView
    edit_view_class = ArticleEditView
    revisions_revert_view_class = ArticleRevertView
