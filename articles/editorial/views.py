"""What the editor's panels ask the server for."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from articles.editorial.side_panel import ProblemList
from articles.models import ArticlePage


@require_GET
def problems(request: HttpRequest, page_id: int) -> HttpResponse:
    """The list of problems of an article's latest draft, for whoever may edit it."""
    page = get_object_or_404(ArticlePage, id=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    return HttpResponse(ProblemList(draft, request.user).render_html())
