"""Turn the Markdown of a kit into the HTML that Wagtail stores."""

import re

import markdown
from django.utils.translation import gettext as _

from articles.citations.markup import LINK_TYPE, citation_label
from home.kit.errors import Place
from home.kit.names import Names
from home.kit.rich_text.tree import Element, ForbiddenMarkupError, parse_html, to_html

CITATION = re.compile(r"\[(@[\w.:-]+(?:; ?@[\w.:-]+)*)\]")
DOCUMENTS = "documents/"
SAFE_ADDRESS = re.compile(r"(?:https?:|mailto:|tel:|/|#)", re.IGNORECASE)
SPACE = re.compile(r"\s*\n\s*")


CONVERTER = markdown.Markdown()
# Markdown makes the former, and the editor the latter.
EDITOR_TAGS = {"strong": "b", "em": "i"}


def markdown_to_html(text: str, names: Names, place: Place) -> str:
    """Return the HTML. A link to a path is one to a page, `[@wood-2006]` a citation."""
    try:
        tree = parse_html(CONVERTER.reset().convert(text.strip()))
    except ForbiddenMarkupError as error:
        raise place.error(_("Rich text cannot contain “%s”.") % error) from None
    _tidy(tree, names, place)
    return to_html(tree)


def _tidy(element: Element, names: Names, place: Place) -> None:
    """Resolve links and citations, and remove the line ends that Markdown adds."""
    children: list[Element | str] = []
    between_blocks = not element.tag or any(map(_is_block, element.children))
    for position, child in enumerate(element.children):
        if isinstance(child, Element):
            child.tag = EDITOR_TAGS.get(child.tag, child.tag)
            if child.tag == "a":
                _resolve_link(child, names, place)
            _tidy(child, names, place)
            children.append(child)
        elif child.strip() or not between_blocks:
            text = SPACE.sub(" ", child)
            if position + 1 < len(element.children) and _is_block(element.children[position + 1]):
                text = text.rstrip()
            children += _with_citations(text, names, place)
    element.children = children


def _is_block(node: Element | str) -> bool:
    return isinstance(node, Element) and node.is_block


def _with_citations(text: str, names: Names, place: Place) -> list[Element | str]:
    parts: list[Element | str] = []
    position = 0
    for match in CITATION.finditer(text):
        parts.append(text[position : match.start()])
        keys = [key.strip(" @") for key in match[1].split(";")]
        cited = [names.source(key, place) for key in keys]
        ids = " ".join(str(source.pk) for source in cited)
        mark = Element("a", {"linktype": LINK_TYPE, "ids": ids}, [citation_label(cited)])
        parts.append(mark)
        position = match.end()
    return [part for part in [*parts, text[position:]] if part != ""]


def _resolve_link(link: Element, names: Names, place: Place) -> None:
    """Replace the address of a page or document by its id."""
    address = link.attributes.get("href", "")
    if address.startswith(DOCUMENTS):
        pk = names.document(address.removeprefix(DOCUMENTS), place)
        link.attributes = {"linktype": "document", "id": str(pk)}
    elif address.startswith("/") and not address.startswith("//") and "#" not in address:
        link.attributes = {"linktype": "page", "id": str(names.page(address, place))}
    elif not SAFE_ADDRESS.match(address):
        message = _("“%s” cannot be the address of a link. Start pages with / and others with")
        raise place.error(f"{message % address} https://, mailto:, tel:, #, documents/.")
