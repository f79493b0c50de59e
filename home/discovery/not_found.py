"""The 404 view."""

from django.shortcuts import render

from articles.models import ArticlePage
from home.discovery.likely_pages import likely_pages


def page_not_found(request, exception):
    """Suggest pages at similar addresses, recent articles and the menu."""
    return render(
        request,
        "404.html",
        {
            "likely_pages": likely_pages(request),
            "recent_articles": ArticlePage.objects.visible().newest_review_first()[:2],
        },
        status=404,
    )
