"""Metadata of a page for search engines, social networks and reference managers."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _
from wagtail.models import Page

from articles.artwork.look import get_look
from articles.artwork.share_image.drawing import SIZE
from articles.models import ArticlePage, PersonPage
from articles.public.structured_data import format_datetime
from home.delivery.visibility import absolute_url, canonical_url, public_page_url
from home.discovery.share_images import share_image_url
from home.models import HomePage

MAX_TITLE_LENGTH = 110
MAX_DESCRIPTION_LENGTH = 200
ELLIPSIS = "…"


def is_public(page: Any, context: Mapping[str, Any]) -> bool:
    """Return True if every visitor sees this: it is neither a preview nor a private page."""
    request = context.get("request")
    previewed = getattr(request, "is_preview", False) or getattr(request, "is_dummy", False)
    return isinstance(page, Page) and not previewed and bool(public_page_url(page))


def shorten(text: str, max_length: int) -> str:
    """Return the text on one line, cut after a word if it is too long."""
    line = " ".join(text.split())
    if len(line) <= max_length:
        return line
    whole_words = line[:max_length].rpartition(" ")[0] or line[: max_length - 1]
    return whole_words.rstrip(",;:.–—- ") + ELLIPSIS


class Metadata:
    """Values for the head of a page. Those for sharing are used only if `is_shared`."""

    width, height = SIZE

    def __init__(self, page: Page, context: Mapping[str, Any]) -> None:
        self.page = page
        self.context = context
        self.is_shared = is_public(page, context)
        self.is_article = isinstance(page, ArticlePage)

    @property
    def title(self) -> str:
        name = self.page.display_name if isinstance(self.page, PersonPage) else self.page.title
        return shorten(self.page.seo_title or name, MAX_TITLE_LENGTH)

    @property
    def description(self) -> str:
        """Return the search description, or else the text below the page's title."""
        page = self.page
        text = page.search_description or getattr(page, "summary", "")
        if isinstance(page, HomePage):
            text = text or page.hero_text
        if isinstance(page, PersonPage):
            text = text or page.job_title
        return shorten(text, MAX_DESCRIPTION_LENGTH)

    @property
    def og_type(self) -> str:
        if self.is_article:
            return "article"
        return "profile" if isinstance(self.page, PersonPage) else "website"

    @property
    def url(self) -> str:
        return canonical_url(self.page)

    @property
    def image(self) -> str:
        return absolute_url(
            share_image_url(self.page, self.context["clinic"].name, get_look(self.context))
        )

    @property
    def image_alt(self) -> str:
        return _("%(title)s: title beside a line drawing of a plant") % {"title": self.title}

    @property
    def locale(self) -> str:
        return to_locale(get_language() or settings.LANGUAGE_CODE)

    @property
    def published(self) -> str:
        return format_datetime(self.page.first_published_at)

    @property
    def modified(self) -> str:
        return format_datetime(self.page.changed_at)

    @property
    def creators(self) -> list[str]:
        """Return the authors' names without titles, or the clinic's name."""
        names = [author.title for author in self.context.get("authors", ())]
        return names or [self.context["clinic"].name]
