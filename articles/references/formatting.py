"""Format a source as a reference in one of the citation styles."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol

from django.db import models
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from articles.references import ama, apa, vancouver
from articles.references.authors import MAX_CACHED_SOURCES
from articles.references.citation_parts import (
    MAX_NAMED_AUTHORS,
    CitedTitle,
    Sentence,
    flatten_sentences,
    tidy_source,
)
from articles.references.source import Source


class Style(models.TextChoices):
    """A citation style of medical journals, or of psychology."""

    VANCOUVER = "vancouver", _("Vancouver (NLM)")
    AMA = "ama", _("AMA, 11th edition")
    APA = "apa", _("APA, 7th edition")


class StyleModule(Protocol):
    """The two functions that a module has to have to be a citation style.

    Both get a tidy source; `sentences` may yield empty ones.
    """

    def sentences(self, source: Source) -> Iterator[Sentence]: ...

    def identifiers(self, source: Source) -> str: ...


_MODULES: dict[Style, StyleModule] = {Style.VANCOUVER: vancouver, Style.AMA: ama, Style.APA: apa}
# Authors that a style names at most before it leaves some out, if more than six.
_MAX_NAMED_AUTHORS = {Style.APA: apa.MAX_NAMED_AUTHORS}


def format_reference(source: Source, style: str) -> SafeString:
    """Return the reference as safe HTML with its journal, book or site in <cite>.

    Every field is escaped exactly once, even a SafeString. Identifiers and URLs are left out:
    pages show them as links. Raise ValueError for an unknown style.
    """
    texts = flatten_sentences(_MODULES[Style(style)].sentences(_tidy(source, style)))
    return mark_safe("".join(map(_html, texts)))


@lru_cache(MAX_CACHED_SOURCES)
def format_with_marked_title(source: Source, style: str) -> SafeString:
    """Return the reference as HTML with its title in <span class="reference-title">."""
    shown = _tidy(source, style)
    sentences = []
    for sentence in _MODULES[Style(style)].sentences(shown):
        html = mark_safe("".join(map(_html, flatten_sentences([sentence]))))
        is_title = html and sentence[:1] == (shown.title,)
        sentences.append(
            format_html('<span class="reference-title">{}</span>', html) if is_title else html
        )
    return mark_safe(" ".join(filter(None, sentences)))


def format_plain(source: Source, style: str, *, identifiers: bool = False) -> str:
    """Return the reference as plain text, if wanted with its DOI, PubMed IDs or URL."""
    module, shown = _MODULES[Style(style)], _tidy(source, style)
    text = "".join(flatten_sentences(module.sentences(shown)))
    found = module.identifiers(shown) if identifiers else ""
    if found.startswith("from "):
        text = f"{text.removesuffix('.')},"
    return " ".join(filter(None, (text, found)))


def _tidy(source: Source, style: str) -> Source:
    return tidy_source(source, _MAX_NAMED_AUTHORS.get(Style(style), MAX_NAMED_AUTHORS))


def _html(text: str) -> str:
    return f"<cite>{escape(text)}</cite>" if isinstance(text, CitedTitle) else escape(text)
