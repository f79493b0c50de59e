"""`{% cachedfragment %}`: parts of a template that are the same on many pages."""

from django import template
from django.http import HttpRequest
from django.template.base import FilterExpression, NodeList
from django.utils.translation import get_language
from wagtail.models import Site

from articles.cache.versioned import VersionedLRUCache
from home.delivery import content_version

register = template.Library()
# Weighed in characters, of up to two bytes each.
fragment_cache = VersionedLRUCache("fragments", max_weight=2_000_000, weight=len)


class CachedFragmentNode(template.Node):
    def __init__(self, nodelist: NodeList, vary_on: list[FilterExpression]):
        self.nodelist = nodelist
        self.vary_on = vary_on

    def render(self, context):
        request = context.get("request")
        if not is_fragment_cacheable(request):
            return self.nodelist.render(context)
        site = Site.find_for_request(request)
        vary_on = (expression.resolve(context, ignore_failures=True) for expression in self.vary_on)
        key = (request.content_version, get_language(), site and site.pk, *vary_on)
        return fragment_cache.get(key, lambda: self.nodelist.render(context))


@register.tag
def cachedfragment(parser, token):
    """Cache the output up to `{% endcachedfragment %}` until public content changes.

    `{% cachedfragment "row" article.pk show_line %}`: a name, and everything the output depends on
    except the site, its settings and the language. Previews are not cached: they show unsaved text.
    """
    vary_on = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodelist = parser.parse(["endcachedfragment"])
    parser.delete_first_token()
    return CachedFragmentNode(nodelist, vary_on)


def is_fragment_cacheable(request: HttpRequest | None) -> bool:
    """Return True for a served page whose content version is still the current one.

    Otherwise content read under an older version could be cached as new.
    """
    if getattr(request, "is_preview", True):  # `Page.serve` sets it to False
        return False
    version = getattr(request, "content_version", None)
    return version is not None and version == content_version.current()
