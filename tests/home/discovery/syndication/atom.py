"""Check the rules of RFC 4287 that our feeds could break."""

import re
from datetime import datetime
from typing import NamedTuple
from xml.etree import ElementTree as ET

from bs4 import BeautifulSoup

ATOM = "{http://www.w3.org/2005/Atom}"
XHTML = "{http://www.w3.org/1999/xhtml}"
XML = "{http://www.w3.org/XML/1998/namespace}"
IRI = re.compile(r"(?:https?://[^\s<>]+|urn:uuid:[0-9a-f-]{36})")
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
# What a feed reader shows without style sheets and scripts, and where.
FORBIDDEN = "script, style, svg, form, iframe, picture, source, [class], [style], [id], [hidden]"


class Feed(NamedTuple):
    """A feed that has been found valid."""

    root: ET.Element
    entries: list[ET.Element]

    @property
    def titles(self) -> list[str]:
        return [child_text(entry, "title") for entry in self.entries]


def child_text(element: ET.Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def content_soup(entry: ET.Element) -> BeautifulSoup:
    return BeautifulSoup(child_text(entry, "content"), "html.parser")


def parse_feed(response) -> Feed:
    """The feed of an answer; fails where the document is not as the RFC wants it."""
    assert response.status_code == 200
    # Browsers do not show what is sent as Atom.
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    root = ET.fromstring(response.content)  # noqa: S314 - our own
    entries = root.findall(f"{ATOM}entry")
    # The only element of another namespace is a list for browsers, which feed readers skip.
    assert [one.tag for one in root if not one.tag.startswith(ATOM)] == [f"{XHTML}div"]
    assert root.tag == f"{ATOM}feed"
    assert root.get(f"{XML}lang")
    check_required_elements(root)
    assert len(root.findall(f'{ATOM}link[@rel="self"]')) == 1
    for entry in entries:
        check_required_elements(entry)
        check_content(entry)
        assert entry.find(f"{ATOM}author") or root.find(f"{ATOM}author")
    ids = [child_text(entry, "id") for entry in entries]
    assert len(set(ids)) == len(ids)
    assert all(person.findtext(f"{ATOM}name") for person in root.iter(f"{ATOM}author"))
    return Feed(root, entries)


def check_required_elements(element: ET.Element) -> None:
    """Check what applies to feeds and entries."""
    for name in ("id", "title", "updated"):
        assert len(element.findall(f"{ATOM}{name}")) == 1, name
    assert IRI.fullmatch(child_text(element, "id"))
    assert len(element.findall(f'{ATOM}link[@rel="alternate"]')) == 1
    assert all(IRI.fullmatch(link.get("href", "")) for link in element.findall(f"{ATOM}link"))
    assert all(category.get("term") for category in element.findall(f"{ATOM}category"))
    dates = [
        child_text(element, name) for name in ("published", "updated") if child_text(element, name)
    ]
    assert all(DATE.fullmatch(date) for date in dates)
    assert dates == sorted(dates, key=datetime.fromisoformat)


def check_content(entry: ET.Element) -> None:
    """HTML that needs nothing but itself."""
    assert entry.find(f"{ATOM}content").get("type") == "html"
    html = content_soup(entry)
    assert not html.select(FORBIDDEN)
    assert not [name for tag in html.find_all(True) for name in tag.attrs if name.startswith("on")]
    assert "linktype" not in child_text(entry, "content")
    addresses = [tag.get("href") or tag.get("src") for tag in html.select("[href], [src]")]
    assert all(str(found).startswith(("http", "mailto:", "tel:")) for found in addresses)
