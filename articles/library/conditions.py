"""Conditions in the admin, with the number of articles about each."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import DeleteView, IndexView, SnippetViewSet

from articles.models import ArticlePage, Condition

MAX_NAMED_ARTICLES = 5


class ConditionIndexView(IndexView):
    """The list of conditions, each with its number of articles."""

    def get_base_queryset(self):
        articles = Count("tagged__content_object", distinct=True)
        return super().get_base_queryset().annotate(article_count=articles)


class ConditionDeleteView(DeleteView):
    """Name the articles that lose the condition."""

    def get_usage_url(self):
        """Return no URL: Wagtail's reference index is late for tags, so its count may be wrong."""
        return ""

    @property
    def confirmation_message(self):
        articles = ArticlePage.objects.filter(tagged_conditions__tag=self.object).distinct()
        number = articles.count()
        if not number:
            return _("No article is about this condition. Delete it?")
        live = articles.live().order_by("title").values_list("title", flat=True)
        titles = live[:MAX_NAMED_ARTICLES]
        return ngettext(
            "%(number)s article is about this condition: %(titles)s. It is not deleted, but readers"
            " can no longer find it by this condition. Delete the condition?",
            "%(number)s articles are about this condition, including: %(titles)s. They are not"
            " deleted, but readers can no longer find them by it. Delete the condition?",
            number,
        ) % {"number": number, "titles": "; ".join(titles) or _("only drafts")}


class ConditionViewSet(SnippetViewSet):
    model = Condition
    icon = "tag"
    index_view_class = ConditionIndexView
    delete_view_class = ConditionDeleteView
    list_display = ["name", Column("article_count", label=_("Articles"), sort_key="article_count")]
    ordering = ["name"]
    search_fields = ["name"]
    list_per_page = 50
    copy_view_enabled = False
