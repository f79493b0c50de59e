"""All articles in one list, wherever they stand in the tree."""

import django_filters
from django.db import models
from django.db.models import Q, QuerySet
from django.forms import RadioSelect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.query import PageQuerySet

from articles.editorial.access import EditorsMenuItem
from articles.editorial.columns import ProblemsColumn, ReviewDueColumn, get_reviewer_name
from articles.editorial.filters import ArticleFilterSet
from articles.editorial.overview import annotate_overview, get_author_names, order_nulls_last
from articles.models import ArticlePage


class PublicationStatus(models.TextChoices):
    """Where an article stands between draft and public."""

    LIVE = "live", _("Published")
    CHANGED = "changed", _("Published, with changes that are not")
    SCHEDULED = "scheduled", _("Scheduled")
    DRAFT = "draft", _("Draft")
    EXPIRED = "expired", _("Expired")


def publication_status_q(status: str) -> Q:
    """Condition on articles with `_approved_schedule`."""
    expired = Q(expired=True) | Q(live=True, expire_at__lte=timezone.now())
    return {
        PublicationStatus.LIVE: Q(live=True) & ~expired,
        PublicationStatus.CHANGED: Q(live=True, has_unpublished_changes=True) & ~expired,
        PublicationStatus.SCHEDULED: Q(_approved_schedule=True),
        PublicationStatus.DRAFT: Q(live=False, expired=False),
        PublicationStatus.EXPIRED: expired,
    }[PublicationStatus(status)]


class ArticleListingFilterSet(ArticleFilterSet):
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=PublicationStatus.choices,
        method="by_status",
        empty_label=_("All"),
        widget=RadioSelect,
    )

    class Meta:
        model = ArticlePage
        fields: list[str] = []

    def by_status(self, articles: QuerySet, name: str, status: str) -> QuerySet:
        return articles.filter(publication_status_q(status))


class ArticleTitleColumn(PageTitleColumn):
    """With a link to the editor and one to the page.

    Without the menu of Wagtail's own column, which asks the database about each row.
    """

    cell_template_name = "articles/admin/reports/title_cell.html"


class ArticleListingView(IndexView):
    """Found by words of their titles; those edited last come first."""

    def annotate_queryset(self, pages: PageQuerySet) -> PageQuerySet:
        """Wagtail's own would load every article twice."""
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
        """The freshness report has them."""
        return False


class ArticleListingViewSet(PageListingViewSet):
    """The entry "Articles" in the menu."""

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
