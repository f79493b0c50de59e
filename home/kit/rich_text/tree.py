"""The HTML of rich text as a tree, written again as the editor of Wagtail stores it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

BLOCK_TAGS = ("p", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6")
VOID_TAGS = ("br", "hr", "embed")
INLINE_TAGS = ("b", "strong", "i", "em", "a", "s", "del", "sup", "sub", "code", "u", "mark")
TAGS = {*BLOCK_TAGS, *VOID_TAGS, *INLINE_TAGS, "ul", "ol"}
ATTRIBUTES = {
    "a": {"href", "linktype", "id", "ids"},
    "embed": {"embedtype", "id", "alt", "format", "url"},
}
BLOCK_KEY = "data-block-key"


class ForbiddenMarkupError(ValueError):
    """Rich text cannot contain this tag or attribute."""


@dataclass
class Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    @property
    def is_block(self) -> bool:
        return self.tag in BLOCK_TAGS or self.tag in ("ul", "ol", "hr")

    def walk(self) -> Iterator["Element"]:
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()


class _Parser(HTMLParser):
    """Builds the tree. Raises `ForbiddenMarkupError` for what no rich text contains."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        allowed = {*ATTRIBUTES.get(tag, ()), BLOCK_KEY}
        if tag not in TAGS or any(name not in allowed for name, _value in attrs):
            raise ForbiddenMarkupError(self.get_starttag_text() or tag)
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID_TAGS:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID_TAGS:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID_TAGS:
            return
        if self.open[-1].tag != tag:
            raise ForbiddenMarkupError(f"</{tag}>")
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        raise ForbiddenMarkupError(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        raise ForbiddenMarkupError(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        raise ForbiddenMarkupError(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        raise ForbiddenMarkupError(f"<![{data}]>")


def parse_html(html: str) -> Element:
    """Return the tree of a rich text, whose root has no tag."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    if len(parser.open) > 1:
        raise ForbiddenMarkupError(f"<{parser.open[-1].tag}>")
    return parser.root


def to_html(node: Element | str) -> str:
    if isinstance(node, str):
        return escape(node, quote=False)
    inside = "".join(map(to_html, node.children))
    if not node.tag:
        return inside
    attributes = "".join(f' {name}="{escape(text)}"' for name, text in node.attributes.items())
    if node.tag in VOID_TAGS:
        return f"<{node.tag}{attributes}/>"
    return f"<{node.tag}{attributes}>{inside}</{node.tag}>"
