"""The document of a leaflet: HTML that needs nothing from elsewhere, and the files it shows."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import segno
from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage

from articles.artwork.look import Look
from articles.utils.xml_text import strip_invalid_xml_chars

# Part of every version. Raise it when `pdf_process` makes another file of the same document.
LAYOUT_VERSION = 1
STYLESHEET = "css/leaflet.css"
# The scheme of the only addresses that the PDF's maker may open: names in `files`.
SCHEME = "leaflet:"
SIGN, CODE = "sign.png", "code.svg"
SIGN_SIZE = (900, 180)
# Uploads that a document may show: the folders of originals and of their sizes.
PICTURE_FOLDERS = ("images/", "original_images/")
MAX_PICTURES = 40
MAX_PICTURE_BYTES = 8_000_000
REMOVED = "script, style, template, svg, button, form, [hidden], [aria-hidden=true], source"


@dataclass(frozen=True)
class Document:
    """A leaflet before it is made. Two documents of the same version look the same."""

    html: str
    address: str
    look: Look
    pictures: Mapping[str, str] = field(default_factory=dict)
    """The name of each picture in the HTML, with its name in the storage of uploads."""

    @property
    def version(self) -> str:
        """A hash that changes with everything the leaflet shows.

        Pictures count with their names, which Wagtail changes with their content.
        """
        style = Path(finders.find(STYLESHEET) or "").read_text()
        sign = self.look.sign.version if self.look.sign else ""
        shown = [LAYOUT_VERSION, self.html, self.address, style, sign, *self.pictures.values()]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:32]

    def read_files(self) -> dict[str, bytes]:
        """Return the content of the files by name. A picture that cannot be read is left out."""
        names = {*self.look.serif_files, *self.look.sans_files, STYLESHEET}
        files = {name: Path(finders.find(name) or "").read_bytes() for name in names}
        code = BytesIO()
        segno.make_qr(self.address, error="m").save(code, kind="svg", border=0, xmldecl=False)
        files[CODE] = code.getvalue()
        if self.look.sign and (sign := self.look.sign.draw(*SIGN_SIZE)):
            picture = BytesIO()
            sign.save(picture, "PNG")
            files[SIGN] = picture.getvalue()
        for name, stored in self.pictures.items():
            try:
                with default_storage.open(stored) as file:
                    content = file.read(MAX_PICTURE_BYTES + 1)
            except (OSError, SuspiciousOperation):
                continue
            if len(content) <= MAX_PICTURE_BYTES:
                files[name] = content
        return files


def build_document(html: str, address: str, look: Look) -> Document:
    """Return a rendered leaflet as a document. `address` is the URL of its page."""
    soup = BeautifulSoup(strip_invalid_xml_chars(html), "html.parser")
    body: Any = soup.body
    for element in body.select(REMOVED):
        element.decompose()
    for element in body.select("details, summary, picture, section, aside"):
        # Nothing to open on paper; PDF has no such elements.
        element.name = "div"
    for terms in body.select("dl"):
        _write_out(soup, terms)
    pictures = _take_pictures(body)
    anchors = {element["id"] for element in body.select("[id]")}
    for link in body.select("a[href]"):
        _resolve_link(link, address, anchors)
    return Document(str(soup), address, look, pictures)


def _write_out(soup: BeautifulSoup, terms: Tag) -> None:
    """Turn terms with their definitions into paragraphs: PDF has no tag for such a list."""
    for term in terms.select("dt"):
        term.name = "strong"
        term.append(": ")
        line = term.wrap(soup.new_tag("p"))
        while isinstance(following := line.find_next_sibling(), Tag) and following.name == "dd":
            line.append(following.extract())
            following.name = "span"
    for group in terms.select("div"):
        group.unwrap()
    terms.name = "div"
    terms["class"] = "terms"


def _take_pictures(body: Tag) -> dict[str, str]:
    """Give pictures of uploads a name in `files`, and remove all others.

    Decorative ones go as well: readers miss nothing, and a picture without words is no good PDF.
    """
    pictures: dict[str, str] = {}
    for image in body.select("img"):
        source = str(image.get("src", ""))
        if source.startswith(SCHEME):
            continue
        stored = _stored_name(source)
        if not stored or not image.get("alt") or len(pictures) == MAX_PICTURES:
            image.decompose()
            continue
        name = f"picture-{len(pictures) + 1}"
        pictures[name] = stored
        image["src"] = SCHEME + name
    return pictures


def _stored_name(source: str) -> str:
    """Return the name of an uploaded picture in the storage, or "" for any other address."""
    name = unquote(source.partition("?")[0]).removeprefix(settings.MEDIA_URL)
    is_upload = source.startswith(settings.MEDIA_URL) and name.startswith(PICTURE_FOLDERS)
    return name if is_upload and ".." not in name.split("/") else ""


def _resolve_link(link: Tag, address: str, anchors: set[Any]) -> None:
    """Make a link absolute. One inside the leaflet keeps its anchor, if that is on paper."""
    target = str(link["href"])
    if target.startswith("#"):
        if target[1:] not in anchors:
            link.unwrap()
        return
    link["href"] = urljoin(address, target)
