"""The reference doctor: finds what is broken in a source and explains it. It repairs nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from articles.references.authors import Author, is_initials
from articles.references.similarity import same_work
from articles.references.source import Kind, Source

DATED = {Kind.ARTICLE, Kind.BOOK, Kind.CHAPTER, Kind.REPORT, Kind.PREPRINT}
MOST_INITIALS = 4
MOST_GLUED = 24
# Initials of Slavic and Greek names, which PubMed writes with two letters.
DIGRAPHS = re.compile(r"Dzh|Shch|[SCKZTP]h|I[ouae]|Y[uaeo]|J[uae]|Ts|St")
ODD = re.compile(r"(?=[^a-z]*[a-z])[A-Z](?:[a-z]?[A-Z])*[a-z]?")
# What two bytes of UTF-8 look like when each is read as a letter: "HÃ¤user", "â€“".
MISREAD = re.compile(
    "Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Â[\u00a0-\u00bf]|â€|Ä[‡…™Ÿ]|Å[¡¾¼‚„Ÿ]"
)
NO_JOURNAL = {"container": "", "container_short": ""}
OFFERED = ("volume", "issue", "pages", "doi", "pmid", "pmcid", "issn", "url")


@dataclass(frozen=True)
class Damage:
    """One fault: its `code`, the `field` that has it, a `message` for an editor.

    `suggestion` is what the field probably said, empty where it has to be looked up.
    """

    code: str
    field: str
    message: str
    suggestion: str = ""


def examine(source: Source, text: str = "") -> list[Damage]:
    """Every fault of a source; `text` is what was pasted, where there is such a text."""
    return [
        *_authors_damage(source),
        *_missing(source),
        *_garbled(source, text),
    ]


def glued(author: Author) -> list[tuple[Author, str]]:
    """The ways to read "Wood PBJTJoP": the author "Wood PB" and the letters "TJoP".

    Some reference managers print the initials, a J and the first letters of the journal's words
    where the initials and the journal should stand.
    """
    family, given = _as_read(author)
    if not (family and given.isalpha() and len(given) <= MOST_GLUED):
        return []
    return [
        (Author(family, given[:place], author.suffix), given[place + 1 :])
        for place in range(1, min(len(given), MOST_INITIALS + 1))
        if given[place] == "J" and given[:place].isupper() and given[place + 1 :][:1].isupper()
    ]


def fits(letters: str, journal: str) -> bool:
    """Whether these are the first letters of the journal's words: "TJoP", The journal of pain."""
    for name in (journal, re.sub(r"\([^()]*\)", "", journal)):
        for split in (r"[\s:]+", r"[\s:/-]+"):
            words = [re.sub(r"^\W+", "", word) for word in re.split(split, name)]
            if "".join(word[:1] for word in words).casefold() == letters.casefold():
                return True
    return False


def repair_from(damaged: Source, whole: Source) -> dict[str, object]:
    """The fields of a source, by name, that another entry of the same work can restore.

    Empty where they are different works, or where letters are glued to the last author that are
    not those of the other's journal.
    """
    readings = glued(damaged.authors[-1]) if damaged.authors else []
    for author, letters in readings:
        mended = replace(damaged, authors=(*damaged.authors[:-1], author))
        if same_work(mended, whole) and _journal_fits(letters, whole):
            return {"authors": mended.authors} | _offered(damaged, whole)
    certain = readings and not is_initials(_as_read(damaged.authors[-1])[1])
    if certain or not same_work(damaged, whole):
        return {}
    return _offered(damaged, whole)


def _journal_fits(letters: str, source: Source) -> bool:
    return any(fits(letters, name) for name in (source.container, source.container_short))


def _offered(damaged: Source, whole: Source) -> dict[str, object]:
    """What the whole one has and the damaged one lacks; a journal only with both its names."""
    names = OFFERED if _has_journal(damaged) else (*NO_JOURNAL, *OFFERED)
    return {
        name: getattr(whole, name)
        for name in names
        if getattr(whole, name) and not getattr(damaged, name)
    }


def _has_journal(source: Source) -> bool:
    return bool(source.container or source.container_short)


def _as_read(author: Author) -> tuple[str, str]:
    """Family and given name, also of a group that is a damaged person: "Wood PBJTJoP"."""
    if author.group:
        family, _space, given = author.group.rpartition(" ")
        return family, given
    return author.family, author.given


def _authors_damage(source: Source) -> Iterator[Damage]:
    people = [author for author in source.authors if not author.stands_for_others]
    for author in people:
        readings = glued(author) if author is source.authors[-1] else []
        if readings and not is_initials(_as_read(author)[1]):
            yield _glued_damage(author, *readings[0])
        elif readings and source.kind == Kind.ARTICLE and not _has_journal(source):
            yield _maybe_glued_damage(author, *readings[0])
        elif is_odd(author):
            message = _(
                "The initials of “%(author)s” are unusual. Compare the name with the paper."
            )
            yield Damage("odd-initials", "authors", message % {"author": _written(author)})
    if len(people) < len(source.authors):
        message = _("The list of authors ends in “et al”. Add the others, up to the last.")
        yield Damage("authors-et-al", "authors", message)


def _glued_damage(author: Author, probable: Author, letters: str) -> Damage:
    message = _(
        "“%(author)s” has more than an author's initials: after %(initials)s come a J and "
        "%(letters)s, probably the first letters of the journal's name. Compare it with the paper."
    )
    return Damage(
        "glued-journal",
        "authors",
        message % {"author": _written(author), "initials": probable.given, "letters": letters},
        _written(probable),
    )


def _maybe_glued_damage(author: Author, probable: Author, letters: str) -> Damage:
    message = _(
        "The journal is missing, and “%(author)s” may end in the first letters of its name: "
        "%(initials)s, then a J and %(letters)s. Compare it with the paper."
    )
    return Damage(
        "maybe-glued-journal",
        "authors",
        message % {"author": _written(author), "initials": probable.given, "letters": letters},
        _written(probable),
    )


def _written(author: Author) -> str:
    return author.group or " ".join(filter(None, (author.family, author.given, author.suffix)))


def is_odd(author: Author) -> bool:
    """Whether initials are mixed with single small letters, as in "AdSdE"; "YuV" is usual."""
    given = _as_read(author)[1]
    return len(given) > 2 and bool(ODD.fullmatch(given)) and not DIGRAPHS.sub("", given).isupper()


def _missing(source: Source) -> Iterator[Damage]:
    if source.kind == Kind.ARTICLE and not _has_journal(source):
        yield Damage("journal-missing", "container", _("The journal is missing."))
    if source.kind in DATED and source.year is None:
        yield Damage("year-missing", "year", _("The year is missing."))


def _garbled(source: Source, text: str) -> Iterator[Damage]:
    """Letters that were lost or misread on the way from one encoding to another."""
    written = {
        "authors": "\n".join(map(_written, source.authors)),
        "title": source.title,
        "container": source.container,
        "": text,
    }
    found = [name for name, value in written.items() if "\ufffd" in value or MISREAD.search(value)]
    for name in found:
        if name or len(found) == 1:
            message = _("Some letters were garbled on the way here. Compare them with the paper.")
            yield Damage("garbled-letters", name, message, _mended(written[name]) if name else "")


def _mended(text: str) -> str:
    """The text as it was before it was misread; empty where that cannot be told."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""
