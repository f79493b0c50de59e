"""Views that are not pages."""

from django.shortcuts import render

from articles.models import ArticlePage


def page_not_found(request, exception):
    """A 404 that offers somewhere to go: recent articles and the pages of the menu."""
    return render(
        request,
        "404.html",
        {"recent_articles": ArticlePage.objects.visible().newest_review_first()[:2]},
        status=404,
    )
