"""llms.txt: the site in short for language models, as https://llmstxt.org/ describes it."""

from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from articles.models import ArticlePage, PersonPage
from articles.public.feeds import newest
from articles.public.html_sanitising import portable
from articles.public.markdown.converter import markdown
from home.delivery.visibility import canonical_url, public_url
from home.discovery.syndication.responses import (
    CONTENT_AGE,
    for_machines,
    public_home_or_404,
    text_answer,
)

ARTICLES = 100
PEOPLE = 100


@dataclass(frozen=True)
class Section:
    """A category with its articles."""

    title: str
    articles: list[ArticlePage] = field(default_factory=list)


@for_machines
def llms_txt(request: HttpRequest) -> HttpResponse:
    """Who the clinic is, and its newest articles by category, each as Markdown."""
    home = public_home_or_404(request)
    address = canonical_url(home)
    articles = ArticlePage.objects.visible().descendant_of(home)
    people = PersonPage.objects.visible().descendant_of(home).order_by("path")
    context = {
        "home_url": address,
        "sections": sections(newest(articles, ARTICLES, home.pk)),
        "people": people.prefetch_related(None)[:PEOPLE],
    }
    html = portable(render_to_string("plain/llms.html", context, request), address)
    return text_answer(markdown(html), "text/plain", CONTENT_AGE)


def sections(articles: list[ArticlePage]) -> list[Section]:
    """By category in the order of the tree; those of a category nobody may see come last."""
    found: dict[str, Section] = {}
    for article in articles:
        category = article.category
        path, title = "~", _("Other articles")
        if category and public_url(category):
            path, title = category.path, category.title
        found.setdefault(path, Section(title)).articles.append(article)
    return [found[path] for path in sorted(found)]
