"""Search results: a page's title and an excerpt of its text, with the search terms marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.blocks.walk import iter_texts, plain_text
from articles.models import ArticlePage
from articles.models.condition import TaggedCondition
from home.discovery.search.matching import PEOPLE, PLACES, result_kind
from home.discovery.search.terms import Term
from home.discovery.search.words import TOKEN, split_token

MAX_SNIPPET_LENGTH = 220
SNIPPET_LEAD = 80
PLACE_TEXTS = ("hours_note", "on_foot", "by_public_transport", "by_car", "parking", "access_note")
SPACE = re.compile(r"\s+")


def is_matching_token(token: str, terms: list[Term]) -> bool:
    return any(term.matches(word) for word in split_token(token) for term in terms)


def first_match_position(text: str, terms: list[Term]) -> int | None:
    matches = (token for token in TOKEN.finditer(text) if is_matching_token(token[0], terms))
    return next((token.start() for token in matches), None)


def highlight(text: str, terms: list[Term]) -> SafeString:
    """Return the text as HTML with each match in a <mark>."""
    parts, position = [], 0
    for token in TOKEN.finditer(text):
        if is_matching_token(token[0], terms):
            parts += [escape(text[position : token.start()]), f"<mark>{escape(token[0])}</mark>"]
            position = token.end()
    return mark_safe("".join([*parts, escape(text[position:])]))


def excerpt(text: str, terms: list[Term]) -> str:
    """Return a few lines of a text around the first match, cut between words."""
    text = SPACE.sub(" ", text).strip()
    if len(text) <= MAX_SNIPPET_LENGTH:
        return text
    begin = max(0, (first_match_position(text, terms) or 0) - SNIPPET_LEAD)
    if begin:
        begin = text.find(" ", begin) + 1
    end = begin + MAX_SNIPPET_LENGTH
    if end < len(text):
        end = max(text.rfind(" ", begin, end), begin + SNIPPET_LEAD)
    start_sign, end_sign = "… " if begin else "", " …" if end < len(text) else ""
    return f"{start_sign}{text[begin:end].strip()}{end_sign}"


@dataclass
class SearchResult:
    """One page in the list of results. Its parts are loaded when they are rendered."""

    page: Any
    terms: list[Term]
    details: "ResultDetails"

    @property
    def key(self) -> tuple[Term, ...]:
        """The cache key of its row, without the page."""
        return tuple(self.terms)

    @property
    def kind(self) -> str:
        return result_kind(type(self.page))

    @property
    def title(self) -> SafeString:
        return highlight(getattr(self.page, "display_name", self.page.title), self.terms)

    @property
    def role(self) -> SafeString:
        """A person's job title, credentials and registration."""
        parts = (self.page.job_title, self.page.credentials, self.page.registration)
        return highlight(", ".join(filter(None, parts)), self.terms)

    @cached_property
    def snippet(self) -> SafeString:
        """The summary, or else the first text that matches."""
        first = ""
        for text in chain([getattr(self.page, "summary", "")], self._texts()):
            if first_match_position(text, self.terms) is not None:
                return highlight(excerpt(text, self.terms), self.terms)
            first = first or text
        return highlight(excerpt(first, self.terms), self.terms)

    def _texts(self) -> Iterator[str]:
        """Yield the page's texts without tags and citations. Related objects are not loaded."""
        if self.kind == PEOPLE:
            yield plain_text(self.page.bio)
            return
        if self.kind == PLACES:
            texts = (getattr(self.page, name) for name in PLACE_TEXTS)
            yield from map(plain_text, filter(None, texts))
        if body := self.details.body(self.page):
            yield from iter_texts(body)

    @property
    def matching_conditions(self) -> list[SafeString]:
        names = self.details.conditions.get(self.page.pk, [])
        matching = (name for name in names if first_match_position(name, self.terms) is not None)
        return [highlight(name, self.terms) for name in matching]


class ResultDetails:
    """Related data of a list of results, loaded with one query of each kind."""

    def __init__(self, pages: list[Any]):
        self.articles = [page.pk for page in pages if isinstance(page, ArticlePage)]

    def body(self, page: Any) -> Any:
        if isinstance(page, ArticlePage):
            return self._bodies.get(page.pk)
        return getattr(page, "body", None)

    @cached_property
    def _bodies(self) -> dict[int, Any]:
        """The bodies of the articles, which were loaded as cards."""
        field = ArticlePage._meta.get_field("body")
        rows = ArticlePage.objects.filter(pk__in=self.articles).order_by().values_list("pk", "body")
        return {pk: field.to_python(body) for pk, body in rows}

    @cached_property
    def conditions(self) -> dict[int, list[str]]:
        """Names of the conditions of the articles, by article id."""
        rows = TaggedCondition.objects.filter(content_object__in=self.articles)
        names: dict[int, list[str]] = {}
        named = rows.order_by("tag__name").values_list("content_object", "tag__name")
        for pk, name in named if self.articles else ():
            names.setdefault(pk, []).append(name)
        return names
