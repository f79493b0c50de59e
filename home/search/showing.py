"""How a found page is shown: its title and a piece of its text, with the words marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.editorial.reading import plain_text, sections
from articles.models import ArticlePage, PersonPage
from articles.models.condition import TaggedCondition
from home.search.matching import ARTICLES, PEOPLE, kind_of
from home.search.words import TOKEN, Term, token_words

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
    """One page in the list of results."""

    page: Any
    terms: list[Term]
    conditions: list[str] = field(default_factory=list)

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
        texts = (getattr(self.page, "summary", ""), *_texts(self.page))
        found = (text for text in texts if first_match(text, self.terms) is not None)
        shown = next(found, "") or next(filter(None, texts), "")
        return marked(piece(shown, self.terms), self.terms)

    @property
    def matching_conditions(self) -> list[SafeString]:
        found = (name for name in self.conditions if first_match(name, self.terms) is not None)
        return [marked(name, self.terms) for name in found]


def _texts(page: Any) -> Iterator[str]:
    """The texts of a page, without tags and citations; nothing it refers to is loaded."""
    if isinstance(page, PersonPage):
        yield plain_text(page.bio)
    elif body := getattr(page, "body", None):
        yield from (part.text for section in sections(body) for part in section.parts)


def conditions_of(pages: list[Any]) -> dict[int, list[str]]:
    """Names of the conditions of these articles, by id, in one query or none."""
    ids = [page.pk for page in pages if isinstance(page, ArticlePage)]
    if not ids:
        return {}
    rows = TaggedCondition.objects.filter(content_object__in=ids).order_by("tag__name")
    found: dict[int, list[str]] = {}
    for pk, name in rows.values_list("content_object", "tag__name"):
        found.setdefault(pk, []).append(name)
    return found
