"""HTML that stands on its own: in a feed reader or as the source of a Markdown text.

What our templates write leans on the site's style sheets, scripts and address. What comes out here
is plain structure: a known set of elements, whole addresses, and no attribute besides.
"""

import re
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Comment, NavigableString, Tag

from articles.utils.xml_text import strip_invalid_xml_chars

# Every element that may be in the result, with its attributes.
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
# Boxes without a meaning of their own outside the page.
CONTAINER_ELEMENTS = (
    "section",
    "article",
    "aside",
    "header",
    "footer",
    "main",
    "nav",
    "details",
    "summary",
)
REMOVED_ELEMENTS = (
    *("script", "style", "template", "noscript", "svg", "math", "canvas", "link", "meta"),
    *("form", "input", "button", "select", "textarea"),
    *("iframe", "object", "embed", "audio", "video", "source"),
)
URL_ATTRIBUTES = {"a": "href", "img": "src"}
ALLOWED_SCHEMES = ("https://", "http://", "mailto:", "tel:")
# Not the no-break space, which somebody meant.
WHITESPACE = re.compile(r"[ \t\r\n\f]+")


def standalone_html(html: str, base: str) -> str:
    """The HTML reduced to `KEPT`; addresses in it are those seen from the page at `base`."""
    soup = BeautifulSoup(strip_invalid_xml_chars(html), "html.parser")
    for unseen in soup.select(", ".join((*REMOVED_ELEMENTS, "[hidden]", '[aria-hidden="true"]'))):
        unseen.decompose()
    for mark in soup.select("sup.citation a"):  # two beside each other would be one number
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
    kept = {
        name: element[name] for name in ALLOWED_ELEMENTS[element.name] if element.has_attr(name)
    }
    element.attrs = kept
    name = URL_ATTRIBUTES.get(element.name, "")
    if name not in kept:
        return
    address = _absolute_url(str(kept[name]).strip(), base)
    if address.startswith(ALLOWED_SCHEMES):
        element[name] = address
    else:
        del element[name]


def _absolute_url(address: str, base: str) -> str:
    """The address as seen from the page at `base`; empty for what is none."""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""
