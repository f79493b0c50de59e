"""Running text: words, emphasis, links, pictures and citations."""

from collections.abc import Iterable

from bs4 import NavigableString, PageElement, Tag

from articles.public.html_sanitising import WHITESPACE
from articles.public.markdown.escaping import escape_text, escape_url

EMPHASIS = {"strong": "**", "b": "**", "em": "*", "i": "*", "cite": "*"}
INLINE = {*EMPHASIS, "a", "img", "sup", "sub", "br", "time"}


def convert_inline(nodes: Iterable[PageElement]) -> str:
    """The Markdown of text and inline elements, on one line."""
    text = "".join(_node(node) for node in nodes)
    return WHITESPACE.sub(" ", text).strip()


def is_inline(node: PageElement) -> bool:
    return not isinstance(node, Tag) or node.name in INLINE


def _node(node: PageElement) -> str:
    if isinstance(node, NavigableString):
        return _text(node)
    if not isinstance(node, Tag):
        return ""
    if node.name in EMPHASIS:
        return _emphasis(node)
    if node.name == "a":
        return _link(node)
    if node.name == "img":
        return f"![{escape_text(_attribute(node, 'alt'))}]({escape_url(_attribute(node, 'src'))})"
    if node.name == "br":
        return "<br>"
    if node.name == "sup" and node.find("a"):
        return f"[{escape_text(node.get_text().strip(CITATION_BRACKETS))}]"
    inner = "".join(map(_node, node.children))
    return f"<{node.name}>{inner}</{node.name}>" if node.name in ("sup", "sub") else inner


# Keeps the mark of a citation on the line of the word before it; here there are no lines.
NO_BREAK = "\u2060"
CITATION_BRACKETS = f"{NO_BREAK}[]"


def _text(node: NavigableString) -> str:
    text = escape_text(node.replace(NO_BREAK, ""))
    before = node.previous_sibling
    after_bracket = isinstance(before, Tag) and before.name in ("a", "sup")
    return f"\\{text}" if after_bracket and text.startswith("(") else text


def _emphasis(node: Tag) -> str:
    """The emphasised words; as an element where the stars would not be understood.

    Stars between a letter and a punctuation mark open or close nothing.
    """
    whole = "".join(map(_node, node.children))
    inner = whole.strip()
    if not inner:
        return whole
    lead, trail = whole[: len(whole) - len(whole.lstrip())], whole[len(whole.rstrip()) :]
    before, after = _neighbour(node, forward=False), _neighbour(node, forward=True)
    sticks = (not lead and before.isalnum() and not inner[0].isalnum()) or (
        not trail and after.isalnum() and not inner[-1].isalnum()
    )
    nested = any(parent.name in EMPHASIS for parent in node.parents) or inner[0] == "*"
    if sticks or nested:
        return f"{lead}<{node.name}>{inner}</{node.name}>{trail}"
    stars = EMPHASIS[node.name]
    return f"{lead}{stars}{inner}{stars}{trail}"


def _neighbour(node: Tag, *, forward: bool) -> str:
    """The character beside an element, or nothing."""
    beside = node.next_sibling if forward else node.previous_sibling
    text = beside.get_text() if beside else ""
    return (text[:1] if forward else text[-1:]) or " "


def _link(node: Tag) -> str:
    text = "".join(map(_node, node.children)).strip()
    url = _attribute(node, "href")
    if url and node.get_text() == url == escape_url(url):
        return f"<{url}>"
    return f"[{text}]({escape_url(url)})" if text and url else text


def _attribute(node: Tag, name: str) -> str:
    return WHITESPACE.sub(" ", str(node.get(name) or ""))
