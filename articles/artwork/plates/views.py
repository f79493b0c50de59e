"""Serves drawings as files that never change."""

from functools import lru_cache

from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles.artwork.plates.plates import VERSION, draw_svg, is_drawing_name

# A drawing carries its own style sheet and needs nothing else, should it be opened by itself.
CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def plate(request: HttpRequest, version: str, name: str) -> HttpResponse:
    """Answer with a drawing; any other name or version is not found."""
    if version != VERSION or not is_drawing_name(name):
        message = "There is no such drawing."
        raise Http404(message)
    return HttpResponse(
        _drawing(name),
        content_type="image/svg+xml",
        headers={"Content-Security-Policy": CONTENT_SECURITY_POLICY},
    )


@lru_cache(maxsize=256)
def _drawing(name: str) -> str:
    """Draw once per machine: the cache shares the work between processes and outlives them."""
    cache = caches["plates"]
    key = f"{VERSION}:{name}"
    svg = cache.get(key)
    if svg is None:
        svg = draw_svg(name)
        cache.set(key, svg, timeout=None)
    return svg
