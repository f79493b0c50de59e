"""The reports on "Was this clear?" in the admin: sums per article and week, and readers' words.

Both show the articles that the user may edit.
"""

from typing import Any
from urllib.parse import urlencode

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from articles.editorial.overview import get_editable_articles
from articles.editorial.paired_report import PairedReport
from articles.models import ArticlePage
from articles.models.site_roots import full_page_url
from articles.publishing.permissions import EditorsMenuItem, can_edit_articles
from articles.utils.dates import start_of_week
from home.feedback.models import FeedbackCount, FeedbackWords

TITLE = gettext_lazy("Was this clear?")


def report_menu_item() -> EditorsMenuItem:
    return EditorsMenuItem(
        TITLE, reverse("feedback:sums"), name="feedback", icon_name="comment", order=660
    )


def get_article_url(row: FeedbackCount | FeedbackWords) -> str:
    return reverse("wagtailadmin_pages:edit", args=[row.article_id])


def get_share(row: FeedbackCount) -> int:
    """Return the share of "Not quite" in percent."""
    return round(100 * row.not_quite / row.total) if row.total else 0


class FeedbackFilterSet(WagtailFilterSet):
    title = django_filters.CharFilter(
        label=gettext_lazy("Article"), field_name="article__title", lookup_expr="icontains"
    )


class SumsFilterSet(FeedbackFilterSet):
    week = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Week from"), widget=DateRangePickerWidget
    )

    class Meta:
        model = FeedbackCount
        fields = ["title", "week"]


class WordsFilterSet(FeedbackFilterSet):
    day = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Day"), widget=DateRangePickerWidget
    )

    class Meta:
        model = FeedbackWords
        fields = ["title", "day"]


class FeedbackReport(PairedReport):
    """A report on the articles that the user may edit."""

    page_title = TITLE
    header_icon = "comment"
    permission_policy = PagePermissionPolicy(ArticlePage)
    export_headings: dict[str, Any] = {
        "article": gettext_lazy("Article"),
        "url": gettext_lazy("Address"),
    }

    def get_base_queryset(self) -> QuerySet:
        editable = get_editable_articles(self.request.user).order_by().values("pk")
        rows = self.model.objects.filter(article__in=editable)
        return rows.select_related("article").defer("article__body")

    def to_row_dict(self, item: FeedbackCount | FeedbackWords) -> dict[str, Any]:
        """Return the exported columns that both reports have."""
        return {"article": item.article.title, "url": full_page_url(item.article)}


def article_column(width: str) -> TitleColumn:
    return TitleColumn(
        "article",
        label=gettext_lazy("Article"),
        get_url=get_article_url,
        sort_key="article__title",
        width=width,
    )


class FeedbackSumsView(FeedbackReport):
    """How many answered "Yes" and "Not quite", for each article and week."""

    model = FeedbackCount
    index_url_name = "feedback:sums"
    index_results_url_name = "feedback:sums_results"
    results_template_name = "home/feedback/admin/sums_results.html"
    filterset_class = SumsFilterSet
    default_ordering = "-week"
    export_filename = "was-this-clear"
    other_view = ("feedback:words", gettext_lazy("What readers missed"))
    columns = [
        article_column("45%"),
        Column(
            "week",
            label=gettext_lazy("Week from"),
            sort_key="week",
            accessor=lambda row: date_format(row.week, "DATE_FORMAT"),
        ),
        Column("yes", label=gettext_lazy("Yes"), sort_key="yes"),
        Column("not_quite", label=gettext_lazy("Not quite"), sort_key="not_quite"),
        Column("share", label=gettext_lazy("“Not quite” in %"), accessor=get_share),
    ]
    list_export = ["article", "url", "week", "yes", "not_quite", "share"]
    export_headings = FeedbackReport.export_headings | {
        "week": gettext_lazy("Week from"),
        "yes": gettext_lazy("Yes"),
        "not_quite": gettext_lazy("Not quite"),
        "share": gettext_lazy("“Not quite” in %"),
    }

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        return super().to_row_dict(item) | {
            "week": item.week,
            "yes": item.yes,
            "not_quite": item.not_quite,
            "share": get_share(item),
        }


class DeleteColumn(Column):
    """A button that deletes words before their time, such as those on somebody's health."""

    cell_template_name = "home/feedback/admin/delete_cell.html"


class FeedbackWordsView(FeedbackReport):
    """What readers missed, the newest first. It never appears on a public page."""

    model = FeedbackWords
    page_title = gettext_lazy("What readers missed")
    index_url_name = "feedback:words"
    index_results_url_name = "feedback:words_results"
    results_template_name = "home/feedback/admin/words_results.html"
    filterset_class = WordsFilterSet
    default_ordering = "-day"
    export_filename = "what-readers-missed"
    other_view = ("feedback:sums", TITLE)
    columns = [
        article_column("28%"),
        Column(
            "day",
            label=gettext_lazy("Day"),
            sort_key="day",
            accessor=lambda row: date_format(row.day, "DATE_FORMAT"),
        ),
        Column("words", label=gettext_lazy("What was missing?"), width="45%"),
        DeleteColumn("delete", label="", accessor="pk"),
    ]
    list_export = ["article", "url", "day", "words"]
    export_headings = FeedbackReport.export_headings | {
        "day": gettext_lazy("Day"),
        "words": gettext_lazy("What was missing?"),
    }

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        return super().to_row_dict(item) | {
            "day": item.day,
            "words": item.words,
        }


@require_POST
def delete_words(request: HttpRequest, words_id: int) -> HttpResponse:
    """Delete the words of one reader about an article that the user may edit."""
    words = get_object_or_404(FeedbackWords.objects.select_related("article"), pk=words_id)
    if not words.article.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    words.delete()
    messages.success(request, _("The words are deleted."))
    return redirect("feedback:words")


class FeedbackPanel(Component):
    """This week's answers, and the articles that most readers found unclear, on the dashboard."""

    name = "feedback"
    order = 160
    template_name = "home/feedback/admin/panel.html"
    MAX_ARTICLES = 3

    def __init__(self, user: Any) -> None:
        rows = FeedbackCount.objects.filter(week=start_of_week(timezone.localdate()))
        editable = get_editable_articles(user).order_by().values("pk")
        self.rows = rows.filter(article__in=editable)

    @cached_property
    def sums(self) -> dict[str, int | None]:
        return self.rows.aggregate(yes=Sum("yes"), not_quite=Sum("not_quite"))

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        unclear = self.rows.filter(not_quite__gt=0).select_related("article")
        unclear = unclear.defer("article__body").order_by("-not_quite", F("yes").asc(), "pk")
        return {"sums": self.sums, "unclear": unclear[: self.MAX_ARTICLES]}


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Hook: `construct_homepage_panels`. Nothing is shown in a week without answers."""
    if can_edit_articles(request.user):
        panel = FeedbackPanel(request.user)
        if panel.sums["yes"] is not None:
            panels.append(panel)


def page_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Any:
    """Hook: `register_page_header_buttons`. Say in an article's editor what readers answered."""
    if not isinstance(page, ArticlePage) or view_name != "edit" or not page.pk:
        return
    counts = FeedbackCount.objects.filter(article=page)
    sums = counts.aggregate(yes=Sum("yes"), not_quite=Sum("not_quite"))
    if sums["yes"] is None:
        return
    yield Button(
        _("Clear to readers? Yes %(yes)d, not quite %(not_quite)d") % sums,
        f"{reverse('feedback:sums')}?{urlencode({'title': page.title})}",
        icon_name="comment",
        priority=90,
    )
