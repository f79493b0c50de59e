"""`{% kept %}`: parts of pages that are the same on every page they stand on."""

from django import template
from django.http import HttpRequest
from django.template.base import FilterExpression, NodeList
from django.utils.translation import get_language
from wagtail.models import Site

from articles.cache.versioned import Kept
from home.delivery import content_version as generation

register = template.Library()
# Characters, of two bytes each where a dash or a quotation mark is among them.
fragments = Kept(most=2_000_000, weigh=len)


class KeptNode(template.Node):
    def __init__(self, nodelist: NodeList, facts: list[FilterExpression]):
        self.nodelist = nodelist
        self.facts = facts

    def render(self, context):
        request = context.get("request")
        if not is_kept_for(request):
            return self.nodelist.render(context)
        site = Site.find_for_request(request)
        facts = (fact.resolve(context, ignore_failures=True) for fact in self.facts)
        key = (request.generation, get_language(), site and site.pk, *facts)
        return fragments.get(key, lambda: self.nodelist.render(context))


@register.tag
def kept(parser, token):
    """Render what stands up to `{% endkept %}` once for each generation of the content.

    `{% kept "row" article.pk show_line %}` names the part and everything it depends on, besides
    the site, its settings and the language. On pages that are served only: a preview shows what
    is not saved, and is always made anew.
    """
    facts = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodelist = parser.parse(["endkept"])
    parser.delete_first_token()
    return KeptNode(nodelist, facts)


def is_kept_for(request: HttpRequest | None) -> bool:
    """Whether this page is for visitors, and all that was read for it of this generation.

    What was read under an older one may not be taken for new.
    """
    if getattr(request, "is_preview", True):  # `Page.serve` says that it is none
        return False
    began = getattr(request, "generation", None)
    return began is not None and began == generation.current()
