"""Wagtail's page editor with the side panel for problems, and for articles that for review."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet

from articles.editorial.side_panel import ProblemsSidePanel
from articles.models import ArticlePage
from articles.models.gated import GatedMixin
from articles.review.forms import SignForm
from articles.review.shared_content import digest_shown_text
from articles.review.side_panel import ReviewSidePanel


class ProblemsMixin:
    """Mixin for the views that create, edit and revert pages: adds the panel "Problems"."""

    request: HttpRequest
    page: Any
    parent_page: Any
    form: Any
    expects_json_response: bool

    def get_side_panels(self):
        """Add the panel, except to the response to an autosave: its script reloads the list."""
        panels = super().get_side_panels()  # type: ignore[misc]
        is_gated = isinstance(self.page, GatedMixin)
        if is_gated and not self.expects_json_response:
            parent = None if self.page.path else self.parent_page
            is_saved = self.is_draft_shown
            panels.append(ProblemsSidePanel(self.page, self.request, parent, is_saved=is_saved))
        return panels

    @property
    def is_draft_shown(self) -> bool:
        """True if the form has the latest draft: nothing refused, and no earlier version."""
        return not self.form.is_bound and not isinstance(self, RevisionsRevertView)


class GatedPageCreateView(ProblemsMixin, CreateView):
    pass


class GatedPageEditView(ProblemsMixin, EditView):
    pass


class GatedPageRevertView(ProblemsMixin, RevisionsRevertView):
    pass


class GatedPageViewSet(PageViewSet):
    """The views of all page types that differ from Wagtail's. It replaces Wagtail's own viewset."""

    add_view_class = GatedPageCreateView
    edit_view_class = GatedPageEditView
    revisions_revert_view_class = GatedPageRevertView


class ReviewMixin(ProblemsMixin):
    """Mixin for the same views of articles: adds the panel "Review"."""

    def get_side_panels(self):
        """Add the panel, but not to a new article, also when its first save replaces the form."""
        panels = super().get_side_panels()
        is_new = not self.page.pk or getattr(self, "hydrate_create_view", False)
        if not self.expects_json_response and not is_new:
            panels.append(ReviewSidePanel(self.page, self.request))
        return panels


class ArticleCreateView(ReviewMixin, CreateView):
    pass


class ArticleEditView(ReviewMixin, EditView):
    pass


class ArticleRevertView(ReviewMixin, RevisionsRevertView):
    pass


class ArticleWorkflowActionView(WorkflowActionView):
    """Refuses to sign a draft if it, or what it shows, was changed after the dialog was opened."""

    def get_form_class(self):
        form_class = super().get_form_class()
        if not issubclass(form_class, SignForm):
            return form_class
        draft = self.object.get_latest_revision().as_object()
        return form_class.for_text(draft, digest_shown_text(draft))


class ArticleViewSet(GatedPageViewSet):
    """The views of articles that differ from those of other pages."""

    model = ArticlePage
    add_view_class = ArticleCreateView
    edit_view_class = ArticleEditView
    revisions_revert_view_class = ArticleRevertView
    workflow_action_view_class = ArticleWorkflowActionView
