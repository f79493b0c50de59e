"""Querysets for the lists of articles, with a constant number of queries."""

from django.db import models
from django.db.models import F, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Cast, NullIf
from django.utils import timezone
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet

from articles.models import ArticleAuthor, ArticlePage
from articles.review.due import annotate_due_on

# An error weighs more than any number of warnings.
ERROR_WEIGHT = 100_000
FIRST_OF_UPPER_HALF, LAST_OF_LOWER_HALF = "{n} / 2", "({n} - 1) / 2"
LAST = "{n} - 1"


class SourceYearAt(models.Func):
    """The year of one source of an article, sorted by year; null without sources.

    `place` is the index in SQL, in which `{n}` is the number of years.
    """

    output_field = models.IntegerField()

    def __init__(self, place: str):
        super().__init__(F("freshness__years"), place=place)

    def as_sql(self, compiler, connection, **context):  # type: ignore[override]
        at = self.extra["place"].format(n="jsonb_array_length(%(expressions)s)")
        template = f"(%(expressions)s ->> ({at}))::integer"
        return super().as_sql(compiler, connection, template=template, **context)

    def as_sqlite(self, compiler, connection, **context):
        at = self.extra["place"].format(n="JSON_ARRAY_LENGTH(%(expressions)s)")
        template = f"JSON_EXTRACT(%(expressions)s, '$[' || MAX({at}, 0) || ']')"
        return super().as_sql(compiler, connection, template=template, **context)


def get_editable_articles(user) -> QuerySet[ArticlePage]:
    return PagePermissionPolicy(ArticlePage).instances_user_has_any_permission_for(user, ["change"])


def filter_public(articles: QuerySet) -> QuerySet:
    """Return published articles without expired ones and aliases."""
    unexpired = Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now())
    return articles.filter(unexpired, live=True, alias_of__isnull=True)


def annotate_overview(articles: PageQuerySet) -> PageQuerySet:
    """Load people, category and metrics, without bodies, and add the columns of the lists.

    `severity` sorts by errors, then by warnings.
    """
    lower, upper = SourceYearAt(LAST_OF_LOWER_HALF), SourceYearAt(FIRST_OF_UPPER_HALF)
    without = Cast("freshness__without_identifier", models.FloatField())
    authors = ArticleAuthor.objects.select_related("person").defer("person__bio")
    plain = articles.select_related(None).prefetch_related(None).defer_streamfields()
    return (
        annotate_due_on(plain)
        .annotate(
            newest_year=SourceYearAt(LAST),
            median_year=(lower + upper) / Value(2.0),
            share_without=without / NullIf("source_count", Value(0)),
            severity=F("freshness__errors") * ERROR_WEIGHT + F("freshness__warnings"),
        )
        .select_related("freshness", "category", "reviewer")
        .defer("reviewer__bio")
        .prefetch_related(Prefetch("article_authors", authors))
    )


def order_nulls_last(articles: QuerySet, ordering: str) -> QuerySet:
    """Order by a column, descending after "-"; rows without a value always come last."""
    key = F(ordering.removeprefix("-"))
    order = key.desc(nulls_last=True) if ordering.startswith("-") else key.asc(nulls_last=True)
    return articles.order_by(order, "title", "pk")


def get_author_names(article: ArticlePage) -> str:
    return ", ".join(row.person.title for row in article.article_authors.all())
