"""The Atom document, independent of its content."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from wagtail.models import Page

from articles.public.feeds import AtomFeed, FeedAuthor, get_last_changed_at

ATOM = "{http://www.w3.org/2005/Atom}"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def feed(title: str = "Haven") -> AtomFeed:
    return AtomFeed(
        title,
        "https://clinic.example/",
        None,
        subtitle=title,
        author_name=title,
        language="en-gb",
        feed_guid="urn:uuid:1",
        updated_if_empty=LONG_AGO,
    )


def parse_written_feed(document: AtomFeed) -> ET.Element:
    return ET.fromstring(document.writeString("utf-8"))  # noqa: S314 - our own


def test_a_feed_without_entries_is_as_old_as_its_page():
    assert parse_written_feed(feed()).findtext(f"{ATOM}updated") == "2020-01-01T00:00:00+00:00"


@pytest.mark.django_db  # a new page looks up its content type
def test_a_change_is_never_older_than_the_publication():
    first, before = datetime(2026, 7, 2, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)

    assert get_last_changed_at(Page(first_published_at=first, last_published_at=before)) == first
    assert get_last_changed_at(Page(last_published_at=before)) == before
    assert get_last_changed_at(Page()) < before


def test_no_text_can_break_the_document():
    odd = "A\x0b\x00 <b>&amp; ]]> \ufffe"
    document = feed(odd)
    document.add_item(
        odd,
        "https://clinic.example/a/",
        odd,
        categories=[odd],
        people=[FeedAuthor(odd, "https://clinic.example/?a=1&b=2")],
        content=odd,
        updateddate=LONG_AGO,
        unique_id="urn:uuid:2",
    )

    root = parse_written_feed(document)
    entry = root.find(f"{ATOM}entry")

    clean = "A <b>&amp; ]]> "
    for name in ("title", "subtitle", f"author/{ATOM}name"):
        assert root.findtext(f"{ATOM}{name}") == clean
    assert entry.findtext(f"{ATOM}title") == clean
    assert entry.findtext(f"{ATOM}content") == clean
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == clean
    assert entry.find(f"{ATOM}category").get("term") == clean
