"""Template tags that number citations and format sources."""

from django import template

from articles.citations.markup import mark_html
from articles.citations.numbering import Citations
from articles.citations.resolving import resolve_citations
from articles.models.cited_references import get_references_by_id
from articles.references.coins import coins as coins_of
from articles.references.formatting import format_with_marked_title

register = template.Library()


class NumberedCitationsNode(template.Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        request = context.get("request")
        return resolve_citations(
            self.nodelist.render(context),
            context.get("citations") or Citations(),
            get_references_by_id,
            for_staff=bool(getattr(request, "is_preview", False)),
        )


@register.tag
def numbered_citations(parser, token):
    """Replace the citations up to `{% endnumbered_citations %}` with linked numbers.

    Uses the numbering of `citations` in the context. A citation of a deleted source is marked in
    previews and left out on public pages.
    """
    nodelist = parser.parse(["endnumbered_citations"])
    parser.delete_first_token()
    return NumberedCitationsNode(nodelist)


@register.simple_tag
def citation_marks(sources):
    """Return the citation of a list of sources (the value of a `SourcesBlock`)."""
    ids = [pk for pk in sources or () if pk]
    return mark_html(ids) if ids else ""


@register.simple_tag(takes_context=True)
def format_reference(context, reference):
    """Return a source in the clinic's citation style."""
    editorial = context.get("editorial")
    style = editorial.citation_style if editorial else "vancouver"
    return format_with_marked_title(reference.source, style)


@register.simple_tag
def coins(reference):
    """Return COinS metadata for the title of a `span.Z3988`."""
    return coins_of(reference.source)


@register.simple_tag(takes_context=True)
def source_evidence(context, reference):
    """Return the `SourceEvidence` of a source on this page, or None."""
    return context.get("evidence_by_source", {}).get(reference.key)
