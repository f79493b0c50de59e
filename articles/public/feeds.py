"""Atom feeds (RFC 4287), with elements that Django's generator lacks.

A browser shows a feed as a page: after its entries a feed has a list of them in XHTML, which the
RFC allows and feed readers ignore, and a style sheet hides the rest. So one address and one cached
copy do for both, without XSLT, which browsers are about to drop. Browsers apply style sheets to
`application/xml`; they show `application/atom+xml` as text or save it.
"""

from collections.abc import Hashable
from datetime import UTC, datetime
from typing import NamedTuple

from django.db.models import F
from django.templatetags.static import static
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Stylesheet
from django.utils.formats import date_format
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from wagtail.models import Page

from articles.cache.versioned import VersionedLRUCache
from articles.models import ArticlePage
from articles.utils.xml_text import strip_invalid_xml_chars

newest_ids_cache = VersionedLRUCache("newest ids", max_weight=2000)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
XHTML = "http://www.w3.org/1999/xhtml"


class FeedAuthor(NamedTuple):
    """The author of an entry; `url` is empty if the profile is not public."""

    name: str
    url: str


def get_newest_articles(articles, number: int, key: Hashable) -> list[ArticlePage]:
    """Return the newest articles by date of first publication, undated ones last.

    Only ids are sorted, since sorting a hundred thousand bodies is slow, and they are cached under
    the key, since feeds are polled all day.
    """
    order = articles.order_by(F("first_published_at").desc(nulls_last=True), "-pk")
    ids = newest_ids_cache.get(
        (key, number), lambda: list(order.values_list("pk", flat=True)[:number])
    )
    found = ArticlePage.objects.visible().prefetch_related(None).order_by().in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def get_last_changed_at(page: Page) -> datetime:
    """Return the date of change of an article, the last publication of another page, or a guess."""
    if isinstance(page, ArticlePage) and page.changed_at:
        return page.changed_at
    changed = page.last_published_at or page.latest_revision_created_at
    # Imported pages may have changed before their publication.
    return max(filter(None, (changed, page.first_published_at)), default=EPOCH)


def permanent_id(page: Page) -> str:
    """Return an id that does not depend on title, URL and host."""
    return f"urn:uuid:{page.translation_key}"


class AtomFeed(Atom1Feed):
    """Entries with full text and any number of authors; dates are optional.

    `updated_if_empty` is a keyword of the feed, `content` and `people` are keywords of its items.
    """

    content_type = "application/xml; charset=utf-8"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stylesheet = Stylesheet(static("css/feed.css"), "text/css", media="all")
        for name in ("title", "subtitle", "author_name"):
            if text := self.feed[name]:
                self.feed[name] = strip_invalid_xml_chars(text)

    def write(self, outfile, encoding):
        """Write what `Atom1Feed` does, with a style sheet before and a readable view after it."""
        handler = SimplerXMLGenerator(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        handler.processingInstruction("xml-stylesheet", str(self.stylesheet))
        handler.startElement("feed", self.root_attributes())  # type: ignore[arg-type]
        self.add_root_elements(handler)
        self.write_items(handler)
        self.write_readable_view(handler)
        handler.endElement("feed")

    def write_readable_view(self, handler):
        direction = "rtl" if get_language_bidi() else "ltr"
        about = {"xmlns": XHTML, "lang": self.feed["language"] or "", "dir": direction}
        handler.startElement("div", about)
        handler.addQuickElement("title", self.feed["title"])
        handler.addQuickElement("h1", self.feed["title"])
        if self.feed["subtitle"]:
            handler.addQuickElement("p", self.feed["subtitle"])
        text = _("This is a web feed. Copy its address into a feed reader to follow it.")
        handler.addQuickElement("p", text, {"class": "about"})
        handler.startElement("p", {})
        handler.addQuickElement("a", _("Go to the website"), {"href": self.feed["link"]})
        handler.endElement("p")
        if self.items:
            handler.startElement("ul", {})
            for item in self.items:
                self.write_readable_item(handler, item)
            handler.endElement("ul")
        handler.endElement("div")

    def write_readable_item(self, handler, item):
        handler.startElement("li", {})
        handler.addQuickElement("a", item["title"], {"href": item["link"]})
        if item["pubdate"]:
            day = timezone.localtime(item["pubdate"])
            text = date_format(day, "DATE_FORMAT")
            handler.addQuickElement("time", text, {"datetime": f"{day:%Y-%m-%d}"})
        handler.endElement("li")

    def latest_post_date(self):
        return super().latest_post_date() if self.items else self.feed["updated_if_empty"]

    def add_item(self, title, link, description, *args, **kwargs):
        """Add an entry without the characters that would break the whole document."""
        kwargs["content"] = strip_invalid_xml_chars(kwargs["content"])
        kwargs["people"] = [
            FeedAuthor(strip_invalid_xml_chars(name), url) for name, url in kwargs["people"]
        ]
        kwargs["categories"] = [strip_invalid_xml_chars(term) for term in kwargs["categories"]]
        super().add_item(
            strip_invalid_xml_chars(title),
            link,
            strip_invalid_xml_chars(description),
            *args,
            **kwargs,
        )

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for author in item["people"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", author.name)
            if author.url:
                handler.addQuickElement("uri", author.url)
            handler.endElement("author")
        if item["content"]:
            # The base of relative URLs, although the text has none.
            about = {"type": "html", "xml:base": item["link"]}
            handler.addQuickElement("content", item["content"], about)
