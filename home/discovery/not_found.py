"""Views that are not pages."""

from django.shortcuts import render

from articles.models import ArticlePage
from home.discovery.likely_pages import likely_pages


def page_not_found(request, exception):
    """A 404 that offers somewhere to go: pages at similar addresses, recent articles, the menu."""
    return render(
        request,
        "404.html",
        {
            "likely_pages": likely_pages(request),
            "recent_articles": ArticlePage.objects.visible().newest_review_first()[:2],
        },
        status=404,
    )
