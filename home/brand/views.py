"""The style sheet of a look, as a file that never changes."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from home.brand.looks import find_stylesheet

CACHE_FOREVER = "public, max-age=31536000, immutable"


@require_safe
def stylesheet(request: HttpRequest, name: str) -> HttpResponse:
    """Serve the style sheet of a look, or redirect to the look that has replaced it."""
    found = find_stylesheet(request, name)
    if found is None:
        message = "There is no such look."
        raise Http404(message)
    present, text = found
    if present != name:
        return HttpResponseRedirect(reverse("look", args=[present]))
    headers = {"Cache-Control": CACHE_FOREVER}
    return HttpResponse(text, content_type="text/css; charset=utf-8", headers=headers)
