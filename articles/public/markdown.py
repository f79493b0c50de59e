"""Convert the plain HTML of `articles.public.html_sanitising` to Markdown.

Written in the part of Markdown that CommonMark and GitHub's tables agree on.
"""

import re
from collections.abc import Iterable

from bs4 import BeautifulSoup, NavigableString, PageElement, Tag

from articles.public.html_sanitising import WHITESPACE

HEADINGS = {f"h{level}": level for level in range(1, 7)}
EMPHASIS = {"strong": "**", "b": "**", "em": "*", "i": "*", "cite": "*"}
INLINE = {*EMPHASIS, "a", "img", "sup", "sub", "br", "time"}

SPECIAL = re.compile(r"[\\`*_\[\]~]")
TAG = re.compile(r"<(?=[A-Za-z/!?])")
ENTITY = re.compile(r"&(?=#?\w+;)")
# A heading, list, rule, quotation or definition, if a line begins with it.
BLOCK_START = re.compile(r"[#>]|[-+](?=[\s-]|$)|\[[^\]]*\]:")
NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
UNSAFE_IN_URL = re.compile(r"[ ()<>\\|]")
# Joins a citation to the word before it in HTML. Markdown has no lines to keep together.
NO_BREAK = "\u2060"


def html_to_markdown(html: str) -> str:
    """Return the whole text, its blocks one empty line apart, with a line feed at the end."""
    blocks = _blocks(BeautifulSoup(html, "html.parser"))
    return "\n\n".join(blocks) + "\n" if blocks else ""


# -- Blocks ---------------------------------------------------------------------------------------


def _blocks(node: Tag) -> list[str]:
    """Return the blocks in an element; adjacent text and inline elements form a paragraph."""
    blocks: list[str] = []
    run: list[PageElement] = []
    for child in [*node.children, None]:
        if child is not None and (not isinstance(child, Tag) or child.name in INLINE):
            run.append(child)
            continue
        if text := _inline(run):
            blocks.append(escape_line_start(text))
        run = []
        if isinstance(child, Tag):
            blocks += _block(child)
    return blocks


def _block(node: Tag) -> list[str]:
    if node.name in HEADINGS:
        title = _inline(node.children).replace("#", r"\#")
        return [f"{'#' * HEADINGS[node.name]} {title}"] if title else []
    if node.name in ("ul", "ol"):
        return _list(node)
    if node.name == "dl":
        return _definition_list(node)
    if node.name == "blockquote":
        lines = "\n\n".join(_blocks(node)).splitlines()
        return ["\n".join(f"> {line}".rstrip() for line in lines)] if lines else []
    if node.name == "table":
        return _table(node)
    return ["---"] if node.name == "hr" else _blocks(node)


def _list(node: Tag) -> list[str]:
    """Return a list with empty lines between the items if one of them has several blocks."""
    start = str(node.get("start") or "1")
    items = [_blocks(item) for item in node.find_all("li", recursive=False)]
    gap = "\n\n" if any(len(blocks) > 1 for blocks in items) else "\n"
    first = int(start) if start.isdecimal() else 1
    texts = [
        _item("- " if node.name == "ul" else f"{number}. ", blocks)
        for number, blocks in enumerate(items, first)
    ]
    return [gap.join(texts)] if texts else []


def _item(marker: str, blocks: list[str]) -> str:
    indent = " " * len(marker)
    lines = [f"{indent}{line}" if line else "" for line in "\n\n".join(blocks).splitlines()]
    return (marker + "\n".join(lines)[len(marker) :]).rstrip()


def _definition_list(node: Tag) -> list[str]:
    """Return terms and their definitions as a list."""
    lines: list[str] = []
    for part in node.find_all(["dt", "dd"]):
        text = _inline(part.children)
        if part.name == "dt":
            lines.append(f"- **{text}:**" if text else "-")
        elif lines:
            lines[-1] += f" {text}"
        else:
            lines.append(f"- {text}")
    return ["\n".join(lines)] if lines else []


def _table(node: Tag) -> list[str]:
    """Return the caption as a paragraph, then the rows; the first one names the columns."""
    caption = node.find("caption")
    blocks = _blocks(caption) if caption else []
    rows = [
        [_cell(cell) for cell in row.find_all(["th", "td"], recursive=False)]
        for row in node.find_all("tr")
    ]
    width = max(map(len, rows), default=0)
    if not width:
        return blocks
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
    lines.insert(1, f"|{' --- |' * width}")
    return [*blocks, "\n".join(lines)]


def _cell(node: Tag) -> str:
    lines = [line.strip() for block in _blocks(node) for line in block.splitlines()]
    return "<br>".join(filter(None, lines)).replace("|", r"\|")


# -- Inline elements ------------------------------------------------------------------------------


def _inline(nodes: Iterable[PageElement]) -> str:
    return WHITESPACE.sub(" ", "".join(map(_node, nodes))).strip()


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
        return f"[{escape_text(node.get_text().strip(f'{NO_BREAK}[]'))}]"
    inner = "".join(map(_node, node.children))
    return f"<{node.name}>{inner}</{node.name}>" if node.name in ("sup", "sub") else inner


def _text(node: NavigableString) -> str:
    text = escape_text(node.replace(NO_BREAK, ""))
    before = node.previous_sibling
    after_bracket = isinstance(before, Tag) and before.name in ("a", "sup")
    return f"\\{text}" if after_bracket and text.startswith("(") else text


def _emphasis(node: Tag) -> str:
    """Return the text between stars, or as an element where stars would not be recognised.

    Stars between a letter and a punctuation mark neither open nor close an emphasis.
    """
    whole = "".join(map(_node, node.children))
    inner = whole.strip()
    if not inner:
        return whole
    lead, trail = whole[: len(whole) - len(whole.lstrip())], whole[len(whole.rstrip()) :]
    before, after = _text_of(node.previous_sibling)[-1:], _text_of(node.next_sibling)[:1]
    sticks = (not lead and before.isalnum() and not inner[0].isalnum()) or (
        not trail and after.isalnum() and not inner[-1].isalnum()
    )
    nested = any(parent.name in EMPHASIS for parent in node.parents) or inner[0] == "*"
    if sticks or nested:
        return f"{lead}<{node.name}>{inner}</{node.name}>{trail}"
    stars = EMPHASIS[node.name]
    return f"{lead}{stars}{inner}{stars}{trail}"


def _text_of(node: PageElement | None) -> str:
    return node.get_text() if node else ""


def _link(node: Tag) -> str:
    text = "".join(map(_node, node.children)).strip()
    url = _attribute(node, "href")
    if url and node.get_text() == url == escape_url(url):
        return f"<{url}>"
    return f"[{text}]({escape_url(url)})" if text and url else text


def _attribute(node: Tag, name: str) -> str:
    return WHITESPACE.sub(" ", str(node.get(name) or ""))


# -- Escaping -------------------------------------------------------------------------------------


def escape_text(text: str) -> str:
    """Escape running text, but only where a sign has a meaning: "p < 0.05" stays readable."""
    text = SPECIAL.sub(r"\\\g<0>", ENTITY.sub("&amp;", text))
    text = TAG.sub("&lt;", text)
    return re.sub(r"!$", r"\\!", text)  # before a link, it would make an image of it


def escape_line_start(text: str) -> str:
    """Keep an escaped text at the start of a line from being read as a heading, list or rule."""
    if numbered := NUMBERED.match(text):
        return f"{numbered[1]}\\{text[numbered.start(2) :]}"
    return f"\\{text}" if BLOCK_START.match(text) else text


def escape_url(url: str) -> str:
    """Return a URL that is safe as the target of a link."""
    return UNSAFE_IN_URL.sub(lambda found: f"%{ord(found[0]):02X}", url)
