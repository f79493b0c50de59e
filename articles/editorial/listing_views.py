"""The list of all articles, anywhere in the page tree."""

from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.query import PageQuerySet

from articles.editorial.columns import ProblemsColumn, ReviewDueColumn, get_reviewer_name
from articles.editorial.filters import ArticleFilterSet, RadioFilter
from articles.editorial.overview import annotate_overview, get_author_names, order_nulls_last
from articles.models import ArticlePage
from articles.publishing.permissions import EditorsMenuItem


class PublicationStatus(models.TextChoices):
    LIVE = "live", _("Published")
    CHANGED = "changed", _("Published, with unpublished changes")
    SCHEDULED = "scheduled", _("Scheduled")
    DRAFT = "draft", _("Draft")
    EXPIRED = "expired", _("Expired")


def publication_status_q(status: str) -> Q:
    """Return the condition for a status on articles with `_approved_schedule`."""
    expired = Q(expired=True) | Q(live=True, expire_at__lte=timezone.now())
    return {
        PublicationStatus.LIVE: Q(live=True) & ~expired,
        PublicationStatus.CHANGED: Q(live=True, has_unpublished_changes=True) & ~expired,
        PublicationStatus.SCHEDULED: Q(_approved_schedule=True),
        PublicationStatus.DRAFT: Q(live=False, expired=False),
        PublicationStatus.EXPIRED: expired,
    }[PublicationStatus(status)]


class ArticleListingFilterSet(ArticleFilterSet):
    status = RadioFilter(label=_("Status"), choices=PublicationStatus.choices, method="by_status")

    class Meta(ArticleFilterSet.Meta):
        pass

    def by_status(self, articles: QuerySet, name: str, status: str) -> QuerySet:
        return articles.filter(publication_status_q(status))


class ArticleTitleColumn(PageTitleColumn):
    """A title with links to the editor and to the page.

    The menu of Wagtail's own column would need queries for each row.
    """

    cell_template_name = "articles/admin/reports/title_cell.html"


class ArticleListingView(IndexView):
    """The list of articles, last edited first, searched by words of the title."""

    def annotate_queryset(self, pages: PageQuerySet) -> PageQuerySet:
        """Add the columns; Wagtail's own method would load every article twice."""
        return (
            annotate_overview(pages)
            .prefetch_related("content_type", "sites_rooted_here")
            .prefetch_workflow_states()
            .annotate_site_root_state()
            .annotate_approved_schedule()
        )

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        return order_nulls_last(queryset, self.ordering or self.default_ordering)

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        for word in self.search_query.split():
            queryset = queryset.filter(Q(title__icontains=word) | Q(draft_title__icontains=word))
        return queryset

    @cached_property
    def show_export_buttons(self) -> bool:
        """Always False: the freshness report has the exports."""
        return False


class ArticleListingViewSet(PageListingViewSet):
    """The menu item "Articles"."""

    model = ArticlePage
    index_view_class = ArticleListingView
    name = "article_listing"
    url_prefix = "articles"
    icon = "doc-full"
    menu_label = _("Articles")
    menu_order = 150
    menu_item_class = EditorsMenuItem
    add_to_admin_menu = True
    filterset_class = ArticleListingFilterSet
    columns = [
        BulkActionsColumn("bulk_actions"),
        ArticleTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        Column("category", label=_("Category"), sort_key="category__title"),
        Column("authors", label=_("Authors"), accessor=get_author_names),
        Column(
            "reviewer", label=_("Reviewer"), accessor=get_reviewer_name, sort_key="reviewer__title"
        ),
        ReviewDueColumn(),
        ProblemsColumn(),
        DateColumn(
            "latest_revision_created_at", label=_("Updated"), sort_key="latest_revision_created_at"
        ),
        PageStatusColumn("status", label=_("Status"), sort_key="live"),
    ]
