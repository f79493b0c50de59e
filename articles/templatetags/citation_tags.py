"""Citations in templates: `{% cited %}` around a page, and how a source is written."""

from django import template

from articles.citations.markup import mark_html
from articles.citations.numbering import Citations
from articles.citations.resolving import resolve
from articles.references.coins import coins as coins_of
from articles.references.formatting import with_title

register = template.Library()


class CitedNode(template.Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        from articles.models.cited_references import references_by_id

        request = context.get("request")
        return resolve(
            self.nodelist.render(context),
            context.get("citations") or Citations(),
            references_by_id,
            for_staff=bool(getattr(request, "is_preview", False)),
        )


@register.tag
def cited(parser, token):
    """Replace the citations in everything up to `{% endcited %}` by numbers with links.

    Takes the numbering from `citations` in the context. In a preview a citation whose source is
    gone says so; to the public it shows nothing.
    """
    nodelist = parser.parse(["endcited"])
    parser.delete_first_token()
    return CitedNode(nodelist)


@register.simple_tag
def citation_marks(sources):
    """The mark of a list of sources (the value of a `SourcesBlock`)."""
    ids = [pk for pk in sources or () if pk]
    return mark_html(ids) if ids else ""


@register.simple_tag(takes_context=True)
def formatted(context, reference):
    """The line of a reference list, in the clinic's citation style."""
    editorial = context.get("editorial")
    style = editorial.citation_style if editorial else "vancouver"
    return with_title(reference.source, style)


@register.simple_tag
def coins(reference):
    """A source for reference managers, for the title of a `span.Z3988`."""
    return coins_of(reference.source)


@register.simple_tag(takes_context=True)
def finding_of(context, reference):
    """What the evidence on this page says of a source alone; None without."""
    return context.get("findings", {}).get(reference.key)
