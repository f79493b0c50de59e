"""`{% cachedfragment %}`: parts of pages that are the same on every page they stand on."""

from django import template
from django.http import HttpRequest
from django.template.base import FilterExpression, NodeList
from django.utils.translation import get_language
from wagtail.models import Site

from articles.cache.versioned import VersionedLRUCache
from home.delivery import content_version

register = template.Library()
# Characters, of two bytes each where a dash or a quotation mark is among them.
fragment_cache = VersionedLRUCache(max_weight=2_000_000, weight=len)


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
    """Render what stands up to `{% endcachedfragment %}` once for each generation of the content.

    `{% cachedfragment "row" article.pk show_line %}` names the part and all that it depends on
    besides the site, its settings and the language. Only served pages use the cache: a preview
    shows what is not saved.
    """
    vary_on = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodelist = parser.parse(["endcachedfragment"])
    parser.delete_first_token()
    return CachedFragmentNode(nodelist, vary_on)


def is_fragment_cacheable(request: HttpRequest | None) -> bool:
    """Whether this page is for visitors, and all that was read for it of this generation.

    What was read under an older one may not be taken for new.
    """
    if getattr(request, "is_preview", True):  # `Page.serve` says that it is none
        return False
    began = getattr(request, "content_version", None)
    return began is not None and began == content_version.current()
