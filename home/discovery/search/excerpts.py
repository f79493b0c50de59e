"""How a found page is shown: its title and a piece of its text, with the words marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.blocks.walk import plain_text, texts
from articles.models import ArticlePage
from articles.models.condition import TaggedCondition
from home.discovery.search.matching import ARTICLES, PEOPLE, kind_of
from home.discovery.search.words import TOKEN, Term, token_words

LONGEST = 220
BEFORE = 80
SPACE = re.compile(r"\s+")


def is_match(token: str, terms: list[Term]) -> bool:
    return any(term.matches(word) for word in token_words(token) for term in terms)


def first_match(text: str, terms: list[Term]) -> int | None:
    """Where the first word that was looked for begins."""
    found = (token.start() for token in TOKEN.finditer(text) if is_match(token[0], terms))
    return next(found, None)


def marked(text: str, terms: list[Term]) -> SafeString:
    """The text as HTML, each word that was looked for in a <mark>."""
    parts, position = [], 0
    for token in TOKEN.finditer(text):
        if is_match(token[0], terms):
            parts += [escape(text[position : token.start()]), f"<mark>{escape(token[0])}</mark>"]
            position = token.end()
    return mark_safe("".join([*parts, escape(text[position:])]))


def piece(text: str, terms: list[Term]) -> str:
    """A few lines of a text around the first word that was looked for, cut between words."""
    text = SPACE.sub(" ", text).strip()
    if len(text) <= LONGEST:
        return text
    begin = max(0, (first_match(text, terms) or 0) - BEFORE)
    if begin:
        begin = text.find(" ", begin) + 1
    end = begin + LONGEST
    if end < len(text):
        end = max(text.rfind(" ", begin, end), begin + BEFORE)
    start_sign, end_sign = "… " if begin else "", " …" if end < len(text) else ""
    return f"{start_sign}{text[begin:end].strip()}{end_sign}"


@dataclass
class Result:
    """One page in the list of results; what is not shown again is not read."""

    page: Any
    terms: list[Term]
    details: "Details"

    @property
    def key(self) -> tuple[Term, ...]:
        """What its row depends on besides the page."""
        return tuple(self.terms)

    @property
    def is_article(self) -> bool:
        return kind_of(type(self.page)) == ARTICLES

    @property
    def is_person(self) -> bool:
        return kind_of(type(self.page)) == PEOPLE

    @property
    def title(self) -> SafeString:
        return marked(getattr(self.page, "display_name", self.page.title), self.terms)

    @property
    def role(self) -> SafeString:
        """Of a person, what they are and hold."""
        told = (self.page.job_title, self.page.credentials, self.page.registration)
        return marked(", ".join(part for part in told if part), self.terms)

    @cached_property
    def snippet(self) -> SafeString:
        """The summary, or the first text with one of the words if the summary has none."""
        first = ""
        for text in chain([getattr(self.page, "summary", "")], self._texts()):
            if first_match(text, self.terms) is not None:
                return marked(piece(text, self.terms), self.terms)
            first = first or text
        return marked(piece(first, self.terms), self.terms)

    def _texts(self) -> Iterator[str]:
        """The texts of the page, without tags and citations; nothing it refers to is loaded."""
        if self.is_person:
            yield plain_text(self.page.bio)
        elif body := self.details.body(self.page):
            yield from texts(body)

    @property
    def matching_conditions(self) -> list[SafeString]:
        names = self.details.conditions.get(self.page.pk, [])
        found = (name for name in names if first_match(name, self.terms) is not None)
        return [marked(name, self.terms) for name in found]


class Details:
    """What the rows of some results need besides the pages: a query of each kind for them all."""

    def __init__(self, pages: list[Any]):
        self.articles = [page.pk for page in pages if isinstance(page, ArticlePage)]

    def body(self, page: Any) -> Any:
        if isinstance(page, ArticlePage):
            return self._bodies.get(page.pk)
        return getattr(page, "body", None)

    @cached_property
    def _bodies(self) -> dict[int, Any]:
        """Those of the articles, which cards do not have."""
        field = ArticlePage._meta.get_field("body")
        rows = ArticlePage.objects.filter(pk__in=self.articles).order_by().values_list("pk", "body")
        return {pk: field.to_python(body) for pk, body in rows}

    @cached_property
    def conditions(self) -> dict[int, list[str]]:
        """Names of the conditions of the articles, by id."""
        rows = TaggedCondition.objects.filter(content_object__in=self.articles)
        found: dict[int, list[str]] = {}
        named = rows.order_by("tag__name").values_list("content_object", "tag__name")
        for pk, name in named if self.articles else ():
            found.setdefault(pk, []).append(name)
        return found
