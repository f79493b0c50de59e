"""Turn stored HTML into Markdown, as far as it can be turned back."""

import re

from articles.citations.markup import LINK_TYPE, read_ids
from home.kit.names import Names
from home.kit.rich_text.tree import Element, to_html

SPECIAL = re.compile(r"([\\`*_])")
# Characters that would start a list, a heading or a quotation.
LINE_START = re.compile(r"^(\s*)([#>+-])|^(\s*\d+)(\.)")
ENTITY = re.compile(r"&(?=#?\w+;)")
INDENT = "    "


class NotMarkdownError(ValueError):
    """The text has something that Markdown cannot say."""


def to_markdown(tree: Element, names: Names) -> str:
    """Return Markdown. Raise `NotMarkdownError` if something has no form in it."""
    return _Writer(names).blocks(tree, "")


class _Writer:
    def __init__(self, names: Names) -> None:
        self.names = names

    def blocks(self, parent: Element, indent: str) -> str:
        """Return the blocks of an element, apart by an empty line."""
        blocks = []
        for child in parent.children:
            if isinstance(child, str):
                raise NotMarkdownError
            blocks.append(self.block(child, indent))
        return "\n\n".join(blocks)

    def block(self, block: Element, indent: str) -> str:
        match block.tag:
            case "p" if block.children:
                text = self.inline(block)
                return indent + LINE_START.sub(r"\1\3\\\2\4", text)
            case "p":
                return f"{indent}<p></p>"
            case "ul" | "ol":
                return self.items(block, indent)
            case "hr":
                return f"{indent}---"
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                return f"{indent}{'#' * int(block.tag[1])} {self.inline(block)}"
        raise NotMarkdownError

    def items(self, items: Element, indent: str) -> str:
        lines = []
        for number, item in enumerate(items.children, 1):
            if not isinstance(item, Element) or item.tag != "li":
                raise NotMarkdownError
            bullet = "-" if items.tag == "ul" else f"{number}."
            lists = [c for c in item.children if isinstance(c, Element) and c.tag in ("ul", "ol")]
            text = Element("", {}, [child for child in item.children if child not in lists])
            lines.append(f"{indent}{bullet} {self.inline(text)}")
            lines += [self.items(each, indent + INDENT) for each in lists]
        return "\n".join(lines)

    def inline(self, element: Element) -> str:
        return "".join(map(self.piece, element.children))

    def piece(self, node: Element | str) -> str:
        if isinstance(node, str):
            if "\n" in node:
                raise NotMarkdownError
            text = ENTITY.sub("&amp;", SPECIAL.sub(r"\\\1", node))
            return text.replace("<", "&lt;")
        match node.tag:
            case "b":
                return f"**{self.inline(node)}**"
            case "i":
                return f"*{self.inline(node)}*"
            case "a":
                return self.link(node)
            case "br" | "sup" | "sub" | "s" | "del" | "u":
                return to_html(Element(node.tag, node.attributes, list(node.children)))
        raise NotMarkdownError

    def link(self, link: Element) -> str:
        kind, text = link.attributes.get("linktype"), self.inline(link)
        if kind == LINK_TYPE:
            keys = [self.names.source_key(pk) for pk in read_ids(link.attributes.get("ids", ""))]
            if not keys or not all(keys):
                raise NotMarkdownError
            return f"[{'; '.join(f'@{key}' for key in keys)}]"
        if kind == "page":
            path = self.names.page_path(_read_id(link))
            if path is None:
                raise NotMarkdownError
            return f"[{text}]({page_address(path)})"
        if kind == "document":
            name = self.names.document_name(_read_id(link))
            if name is None or re.search(r"[\s()]", name):
                raise NotMarkdownError
            return f"[{text}](documents/{name})"
        address = link.attributes.get("href", "")
        if kind or not address or re.search(r"[\s()<>]", address):
            raise NotMarkdownError
        return f"[{text}]({address})"


def page_address(path: str) -> str:
    """Return `/about/` for `about`."""
    return f"/{path.strip('/')}/" if path.strip("/") else "/"


def _read_id(link: Element) -> int:
    text = link.attributes.get("id", "")
    if not text.isdecimal():
        raise NotMarkdownError
    return int(text)
