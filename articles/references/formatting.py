"""Turn a source into the text readers see, in one of two styles, whatever of it is known."""

from functools import lru_cache

from django.db import models
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from articles.references import ama, vancouver
from articles.references.authors import MOST_KEPT
from articles.references.citation_parts import Cited, joined, tidy
from articles.references.source import Source


class Style(models.TextChoices):
    """A way in which medical journals write their references."""

    VANCOUVER = "vancouver", _("Vancouver (NLM)")
    AMA = "ama", _("AMA, 11th edition")


_MODULES = {Style.VANCOUVER: vancouver, Style.AMA: ama}


def formatted(source: Source, style: str) -> SafeString:
    """The reference as safe HTML with its journal, book or site in <cite>.

    Every field is escaped exactly once, even one that calls itself safe. Identifiers and
    addresses are not part of it: a page shows them as links. ValueError for an unknown style.
    """
    texts = joined(_MODULES[Style(style)].sentences(tidy(source)))
    return mark_safe("".join(map(_html, texts)))


@lru_cache(MOST_KEPT)
def with_title(source: Source, style: str) -> SafeString:
    """As `formatted`, with the sentence of the title in <span class="reference-title">."""
    shown = tidy(source)
    sentences = []
    for sentence in _MODULES[Style(style)].sentences(shown):
        html = mark_safe("".join(map(_html, joined([sentence]))))
        is_title = html and sentence[:1] == (shown.title,)
        sentences.append(
            format_html('<span class="reference-title">{}</span>', html) if is_title else html
        )
    return mark_safe(" ".join(filter(None, sentences)))


def plain(source: Source, style: str, *, identifiers: bool = False) -> str:
    """The same as text, not escaped; with `identifiers` the DOI, PubMed numbers or address too."""
    module, shown = _MODULES[Style(style)], tidy(source)
    text = "".join(joined(module.sentences(shown)))
    return " ".join(filter(None, (text, module.identifiers(shown) if identifiers else "")))


def _html(text: str) -> str:
    return f"<cite>{escape(text)}</cite>" if isinstance(text, Cited) else escape(text)
