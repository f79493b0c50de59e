"""The dialog that chooses a finding of a published article, for pages that show it by reference."""

from typing import Any

from django import forms
from django.contrib.admin.utils import quote
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic.chooser import (
    ChooseResultsView,
    ChooseView,
    ChosenMultipleView,
    ChosenView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet

from articles.blocks.statement_choice import (
    StatementChoice,
    StatementChooser,
    describe_choice,
    find_statement,
    iter_statements,
    parse_choice,
)
from articles.models import ArticlePage
from articles.models.site_rights import filter_own_pages

MAX_QUERY_LENGTH = 200
MAX_MATCHES = 100


class StatementSearchForm(BaseFilterForm):
    """The words to search for."""

    q = forms.CharField(
        label=_("Search articles"), required=False, max_length=MAX_QUERY_LENGTH, strip=True
    )


def articles_with_findings(user: Any) -> QuerySet:
    """Return the published articles of the user's clinics that have a finding with a source."""
    articles = filter_own_pages(ArticlePage.objects.live().filter(alias_of=None), user)
    has_findings = articles.filter(strongest_level__gt=0) | articles.filter(cites_guideline=True)
    return has_findings.order_by("title", "pk")


class StatementListMixin:
    """Lists articles, each with its findings; every finding is a link that chooses it."""

    request: Any
    per_page = 8
    filter_form_class = StatementSearchForm
    results_template_name = "articles/admin/statements/results.html"

    def get_object_list(self) -> QuerySet:
        return articles_with_findings(self.request.user)

    def apply_object_list_ordering(self, objects: QuerySet) -> QuerySet:
        return objects

    def filter_object_list(self, objects: QuerySet) -> QuerySet:
        """Search for words of articles; the last one of a title may be incomplete."""
        form = self.filter_form  # type: ignore[attr-defined]
        query = form.cleaned_data["q"] if form.is_valid() else ""
        if not query:
            return objects
        form.is_searching, form.search_query = True, query
        # Searches know fewer conditions than the list.
        articles: Any = filter_own_pages(ArticlePage.objects.live(), self.request.user)
        found = [*articles.search(query)[:MAX_MATCHES], *articles.autocomplete(query)[:MAX_MATCHES]]
        return objects.filter(pk__in={article.pk for article in found})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        context["articles"] = [
            {"article": article, "findings": self._findings(article)}
            for article in context["results"]
        ]
        return context

    def _findings(self, article: ArticlePage) -> list[dict[str, Any]]:
        return [
            {"value": value, "url": self._chosen_url(StatementChoice(article.pk, finding_id))}
            for finding_id, value in iter_statements(article.body)
            if value.get("finding")
        ]

    def _chosen_url(self, choice: StatementChoice) -> str:
        url = reverse(self.chosen_url_name, args=[quote(str(choice))])  # type: ignore[attr-defined]
        return self.append_preserved_url_parameters(url)  # type: ignore[attr-defined]


class StatementChooseView(StatementListMixin, ChooseView):
    """The dialog."""


class StatementResultsView(StatementListMixin, ChooseResultsView):
    """The results in it, after a search or a turn of the page."""


class ChosenStatementMixin:
    """Answers with the finding for the widget."""

    request: Any

    def get_object(self, pk: str) -> tuple[StatementChoice, ArticlePage]:
        """Return the finding with its article. Raise `ObjectDoesNotExist` if it is not offered."""
        choice = parse_choice(pk)
        if choice is None:
            raise ObjectDoesNotExist
        article = articles_with_findings(self.request.user).get(pk=choice.article_id)
        if find_statement(article.body, choice.finding_id) is None:
            raise ObjectDoesNotExist
        return choice, article

    def get_chosen_response_data(self, item: tuple[StatementChoice, ArticlePage]) -> dict[str, Any]:
        return describe_choice(*item)


class ChosenStatementView(ChosenStatementMixin, ChosenView):
    """One chosen finding."""


class ChosenStatementsView(ChosenStatementMixin, ChosenMultipleView):
    """Several; those that are not offered are left out."""

    def get_objects(self, pks):
        found = []
        for pk in pks:
            try:
                found.append(self.get_object(pk))
            except ObjectDoesNotExist:
                continue
        return found


class StatementChooserViewSet(ChooserViewSet):
    """Findings are no rows of the database: their articles are listed instead."""

    name = "statement_chooser"
    url_prefix = "statements"
    model = ArticlePage
    icon = "table"
    page_title = _("Choose a finding")
    base_widget_class = StatementChooser
    register_widget = False
    choose_view_class = StatementChooseView
    choose_results_view_class = StatementResultsView
    chosen_view_class = ChosenStatementView
    chosen_multiple_view_class = ChosenStatementsView

    def get_urlpatterns(self):
        """Leave out the view that would create an article."""
        return [each for each in super().get_urlpatterns() if each.name != "create"]
