"""Rich text: Markdown in the kit, HTML in the database, and nothing lost between them.

The editor gives every paragraph a key, which public pages contain too. In a kit the keys stand
beside the text. A text that Markdown cannot say exactly is stored as HTML.
"""

import re
from typing import Any

from django.utils.translation import gettext as _
from wagtail.whitelist import check_url

from articles.citations.markup import LINK_TYPE, read_ids
from home.kit.errors import KitError, Place
from home.kit.names import Names
from home.kit.rich_text.from_markdown import markdown_to_html
from home.kit.rich_text.to_markdown import NotMarkdownError, page_address, to_markdown
from home.kit.rich_text.tree import BLOCK_TAGS, ForbiddenMarkupError, parse_html
from home.kit.yaml_reading import Mapping, as_text

BLOCK = re.compile(rf'<({"|".join(BLOCK_TAGS)})(?: data-block-key="([^"]*)")?>')
NO_KEY = "-"
LINK = re.compile(r"<(a|embed)\b([^>]*)>")
ATTRIBUTE = re.compile(r'\b(linktype|embedtype|ids?)="([^"]*)"')
KEYS, TEXT, HTML = "keys", "text", "html"
NOWHERE = Place("")


def decode_rich_text(value: Any, names: Names, place: Place) -> str:
    """Return the HTML of a text in a kit: Markdown, Markdown with keys, or HTML."""
    if not isinstance(value, Mapping):
        return markdown_to_html(as_text(value, place), names, place)
    for key in value:
        if key not in (KEYS, TEXT, HTML):
            message = _("“%s” is unknown here: a text has “text” with “keys”, or “html”.")
            raise value.place(key, place).error(message % key)
    if HTML in value:
        return _decode_html(as_text(value[HTML], place), names, value.place(HTML, place))
    html = markdown_to_html(as_text(value.get(TEXT), place), names, value.place(TEXT, place))
    return _insert_keys(html, as_text(value.get(KEYS), place).split(), value.place(KEYS, place))


def encode_rich_text(html: str, names: Names) -> str | dict[str, str]:
    """Return Markdown if the same HTML can be made of it, else HTML with names instead of ids."""
    if not html:
        return ""
    keys = [match[2] or NO_KEY for match in BLOCK.finditer(html)]
    plain = BLOCK.sub(r"<\1>", html)
    try:
        text = to_markdown(parse_html(plain), names)
        if markdown_to_html(text, names, NOWHERE) != plain:
            raise NotMarkdownError
    except (NotMarkdownError, ForbiddenMarkupError, KitError):
        return {HTML: encode_html(html, names)}
    if all(key == NO_KEY for key in keys):
        return text
    return {TEXT: text, KEYS: " ".join(keys)}


def _insert_keys(html: str, keys: list[str], place: Place) -> str:
    """Return the HTML with a key in each block; the last ones have none if there are too few."""
    if any(not re.fullmatch(r"[\w.:-]+", key) for key in keys):
        raise place.error(_("Keys of paragraphs have letters and digits only."))
    left = iter(keys)

    def add(match: re.Match[str]) -> str:
        key = next(left, NO_KEY)
        return match[0] if key == NO_KEY else f'<{match[1]} data-block-key="{key}">'

    return BLOCK.sub(add, html)


# -- HTML with names instead of ids ---------------------------------------------------------------


def encode_html(html: str, names: Names) -> str:
    """Return the HTML with names instead of ids; "?" for what does not exist."""

    def encode(kind: str, value: str) -> str:
        ids = read_ids(value)
        if kind == LINK_TYPE:
            return " ".join(names.source_key(pk) or "?" for pk in ids)
        if not ids:
            return value
        if kind == "page":
            path = names.page_path(ids[0])
            return "?" if path is None else page_address(path)
        name = names.document_name(ids[0]) if kind == "document" else names.image_name(ids[0])
        return name or "?"

    return _replace_ids(html, encode)


def _decode_html(html: str, names: Names, place: Place) -> str:
    try:
        tree = parse_html(html)
    except ForbiddenMarkupError as error:
        raise place.error(_("Rich text cannot contain “%s”.") % error) from None
    for element in tree.walk():
        if not check_url(address := element.attributes.get("href", "") or "#"):
            raise place.error(_("“%s” cannot be the address of a link.") % address)

    def decode(kind: str, value: str) -> str:
        """Return the ids. One of something that no longer exists is 0."""
        if kind == LINK_TYPE:
            return " ".join(_source_id(key, names, place) for key in value.split())
        if value in ("", "?"):
            return "0"
        if kind == "page":
            return str(names.page(value, place))
        find = names.document if kind == "document" else names.image
        return str(find(value, place))

    return _replace_ids(html, decode)


def _source_id(key: str, names: Names, place: Place) -> str:
    return "0" if key == "?" else str(names.source(key, place).pk)


def _replace_ids(html: str, replace: Any) -> str:
    def tag(match: re.Match[str]) -> str:
        attributes = dict(ATTRIBUTE.findall(match[2]))
        kind = attributes.get("linktype") or attributes.get("embedtype")
        if kind not in (LINK_TYPE, "page", "document", "image"):
            return match[0]
        name = "ids" if kind == LINK_TYPE else "id"
        inside = re.sub(
            rf'\b{name}="([^"]*)"', lambda found: f'{name}="{replace(kind, found[1])}"', match[2]
        )
        return f"<{match[1]}{inside}>"

    return LINK.sub(tag, html)
