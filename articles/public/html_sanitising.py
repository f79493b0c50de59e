"""Standalone HTML for feed readers and as the source of Markdown.

Templates depend on the site's style sheets, scripts and URL. The result does not: it has a known
set of elements and attributes, and absolute URLs.
"""

import re
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Comment, NavigableString, Tag

from articles.utils.xml_text import strip_invalid_xml_chars

# Allowed elements with their attributes.
ALLOWED_ELEMENTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "blockquote", "hr"), ()),
    **dict.fromkeys(("ul", "li", "dl", "dt", "dd", "figure", "figcaption"), ()),
    **dict.fromkeys(("table", "caption", "thead", "tbody", "tr"), ()),
    **dict.fromkeys(("strong", "b", "em", "i", "cite", "sup", "sub", "br"), ()),
    "ol": ("start",),
    "th": ("scope", "colspan", "rowspan"),
    "td": ("colspan", "rowspan"),
    "time": ("datetime",),
    "a": ("href",),
    "img": ("src", "alt", "width", "height"),
}
# Replaced with `div`.
CONTAINER_ELEMENTS = (
    *("section", "article", "aside", "header", "footer", "main", "nav", "details", "summary"),
)
REMOVED_ELEMENTS = (
    *("script", "style", "template", "noscript", "svg", "math", "canvas", "link", "meta"),
    *("form", "input", "button", "select", "textarea"),
    *("iframe", "object", "embed", "audio", "video", "source"),
)
URL_ATTRIBUTES = {"a": "href", "img": "src"}
ALLOWED_SCHEMES = ("https://", "http://", "mailto:", "tel:")
# Not the no-break space, which is there on purpose.
WHITESPACE = re.compile(r"[ \t\r\n\f]+")


def standalone_html(html: str, base: str) -> str:
    """Return the HTML with allowed elements only; `base` is the URL of the page."""
    soup = BeautifulSoup(strip_invalid_xml_chars(html), "html.parser")
    for element in soup.select(", ".join((*REMOVED_ELEMENTS, "[hidden]", '[aria-hidden="true"]'))):
        element.decompose()
    for mark in soup.select("sup.citation a"):  # two adjacent ones would be one number
        mark.insert(0, "[")
        mark.append("]")
    for element in soup.find_all(True):
        _sanitise_element(element, base)
    for text in list(soup.find_all(string=True)):
        if isinstance(text, Comment):
            text.extract()
        else:
            text.replace_with(NavigableString(WHITESPACE.sub(" ", text)))
    return str(soup).strip()


def _sanitise_element(element: Tag, base: str) -> None:
    if element.name in CONTAINER_ELEMENTS:
        element.name = "div"
    if element.name not in ALLOWED_ELEMENTS:
        element.unwrap()
        return
    allowed = ALLOWED_ELEMENTS[element.name]
    element.attrs = {name: value for name in allowed if (value := element.get(name)) is not None}
    name = URL_ATTRIBUTES.get(element.name, "")
    if name in element.attrs:
        url = _absolute_url(str(element[name]).strip(), base)
        if url.startswith(ALLOWED_SCHEMES):
            element[name] = url
        else:
            del element[name]


def _absolute_url(url: str, base: str) -> str:
    """Return the absolute URL, or an empty string for an invalid one."""
    try:
        return urljoin(base, url)
    except ValueError:
        return ""
