"""Turn the fields of a source into the text readers see.

Plain functions over anything that has the fields of `articles.models.Reference`, so that they can
be tested without a database.
"""

from django.utils.html import format_html, format_html_join
from django.utils.text import slugify
from django.utils.translation import gettext as _

AUTHORS_SHOWN = 3


def author_list(authors: str) -> list[str]:
    """Authors in order from the stored text, one a line: "Wood PB" or a group's name."""
    return [line.strip() for line in (authors or "").splitlines() if line.strip()]


def family_name(author: str) -> str:
    """Family name of "de Laforte C" or "Fitzcharles M-A": all words before the initials.

    A group name without initials is returned whole.
    """
    words = author.split()
    if len(words) > 1 and words[-1].replace("-", "").replace(".", "").isupper():
        return " ".join(words[:-1])
    return author


def short_label(authors: str, year: int | None, title: str = "") -> str:
    """Name of a source in a citation: "Wood 2006"; without authors, the start of its title."""
    names = author_list(authors)
    name = family_name(names[0]) if names else " ".join((title or "").split()[:4])
    return " ".join(part for part in (name, str(year or "")) if part)


def base_key(authors: str, year: int | None, title: str = "") -> str:
    """Slug from which a reference's key is made: "wood-2006"."""
    return slugify(short_label(authors, year, title))[:60] or "source"


def _sentence(text: str) -> str:
    """The text with one full stop, unless it already ends in a mark of its own."""
    text = (text or "").strip()
    return text if not text or text[-1] in ".?!" else f"{text}."


def _authors(authors: str) -> str:
    names = author_list(authors)
    if len(names) > AUTHORS_SHOWN:
        return _("%(authors)s, and others") % {"authors": ", ".join(names[:AUTHORS_SHOWN])}
    return ", ".join(names)


def _place(reference) -> str:
    """Year, volume, issue and pages: "2011;15(9):942-949"; empty fields leave no punctuation."""
    text = str(reference.year or "")
    if reference.volume:
        text += (";" if text else "") + reference.volume
    if reference.issue:
        text += f"({reference.issue})"
    if reference.pages:
        text += (":" if text else "") + reference.pages
    return text


def formatted(reference) -> str:
    """The reference as safe HTML: authors, title, journal in bold, then year and place.

    Every field is escaped exactly once; a missing field leaves no stray punctuation.
    """
    place = _sentence(_place(reference))
    publisher = _sentence(reference.publisher)
    # A journal runs on into year and volume; with nothing to run on into it ends like a sentence.
    runs_on = place and not publisher
    container = reference.container if runs_on else _sentence(reference.container)
    where = " ".join(filter(None, (container, publisher)))
    parts = (
        _sentence(_authors(reference.authors)),
        _sentence(reference.title),
        format_html("<strong>{}</strong>", where) if where else "",
        place,
    )
    return format_html_join(" ", "{}", ((part,) for part in parts if part))
