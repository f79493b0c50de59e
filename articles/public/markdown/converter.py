"""From the plain HTML of `articles.public.html_sanitising` to Markdown."""

from bs4 import BeautifulSoup, PageElement, Tag

from articles.public.markdown.escaping import escape_line_start
from articles.public.markdown.inline import convert_inline, is_inline

HEADINGS = {f"h{level}": level for level in range(1, 7)}


def html_to_markdown(html: str) -> str:
    """The whole text, its blocks one empty line apart, with a line feed at the end."""
    blocks = convert_blocks(BeautifulSoup(html, "html.parser"))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def convert_blocks(node: Tag) -> list[str]:
    """The blocks in an element; text and inline elements beside each other are a paragraph."""
    blocks: list[str] = []
    run: list[PageElement] = []
    for child in [*node.children, None]:
        if child is not None and is_inline(child):
            run.append(child)
            continue
        if text := convert_inline(run):
            blocks.append(escape_line_start(text))
        run = []
        if isinstance(child, Tag):
            blocks += _block(child)
    return blocks


def _block(node: Tag) -> list[str]:
    if node.name in HEADINGS:
        title = convert_inline(node.children).replace("#", r"\#")
        return [f"{'#' * HEADINGS[node.name]} {title}"] if title else []
    if node.name in ("ul", "ol"):
        return _list(node)
    if node.name == "dl":
        return _definition_list(node)
    if node.name == "blockquote":
        lines = "\n\n".join(convert_blocks(node)).splitlines()
        return ["\n".join(f"> {line}".rstrip() for line in lines)] if lines else []
    if node.name == "table":
        return _table(node)
    return ["---"] if node.name == "hr" else convert_blocks(node)


def _list(node: Tag) -> list[str]:
    """An item that holds one block stands close to the next; longer ones keep their distance."""
    start = str(node.get("start") or "1")
    number = int(start) if start.isdecimal() else 1
    items = []
    for item in node.find_all("li", recursive=False):
        marker = "- " if node.name == "ul" else f"{number}. "
        blocks = convert_blocks(item)
        items.append((marker, blocks))
        number += 1
    loose = any(len(blocks) > 1 for _marker, blocks in items)
    texts = [_item(marker, blocks) for marker, blocks in items]
    return [("\n\n" if loose else "\n").join(texts)] if texts else []


def _item(marker: str, blocks: list[str]) -> str:
    inside = "\n\n".join(blocks).splitlines()
    indent = " " * len(marker)
    lines = [f"{indent}{line}" if line else "" for line in inside]
    return (marker + "\n".join(lines)[len(marker) :]).rstrip()


def _definition_list(node: Tag) -> list[str]:
    """Terms with what is said of them, as a list."""
    lines: list[str] = []
    for part in node.find_all(["dt", "dd"]):
        text = convert_inline(part.children)
        if part.name == "dt":
            lines.append(f"- **{text}:**" if text else "-")
        elif lines:
            lines[-1] += f" {text}"
        else:
            lines.append(f"- {text}")
    return ["\n".join(lines)] if lines else []


def _table(node: Tag) -> list[str]:
    """A caption as a paragraph, then the rows; the first of them names the columns."""
    blocks: list[str] = []
    if caption := node.find("caption"):
        blocks += convert_blocks(caption)
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
    """A cell is one line, whatever stands in it."""
    lines = [line.strip() for block in convert_blocks(node) for line in block.splitlines()]
    return "<br>".join(filter(None, lines)).replace("|", r"\|")
