"""The reference doctor: find damage in a source and explain it, without repairing it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.references.authors import Author, is_initials
from articles.references.misplaced_text import find_misplaced_text
from articles.references.source import Source, SourceKind

# Codes of what only the pasted text shows.
TEXT_DIAGNOSES = {"left-over", "unclear-kind", "moved-particle", "doubtful"}
KINDS_WITHOUT_YEAR = {SourceKind.WEB_PAGE, SourceKind.TRIAL}
MAX_INITIALS = 4
MAX_GLUED_LENGTH = 24
# Initials of Slavic and Greek names that PubMed writes with two letters.
DIGRAPHS = re.compile(r"Dzh|Shch|[SCKZTP]h|I[ouae]|Y[uaeo]|J[uae]|Ts|St")
MIXED_CASE_INITIALS = re.compile(r"(?=[^a-z]*[a-z])[A-Z](?:[a-z]?[A-Z])*[a-z]?")
# UTF-8 that was decoded as Windows-1252: "HÃ¤user", "â€“".
MOJIBAKE = re.compile(
    "Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Â[\u00a0-\u00bf]|â€|Ä[‡…™Ÿ]|Å[¡¾¼‚„Ÿ]"
)


@dataclass(frozen=True)
class Diagnosis:
    """One kind of damage in one field, with a message for editors.

    `suggestion` is the probable original value; it is empty if an editor has to look it up.
    """

    code: str
    field: str
    message: str
    suggestion: str = ""


def diagnose(source: Source, text: str = "") -> list[Diagnosis]:
    """Return all damage of a source; `text` is the reference as it was pasted, if it was."""
    return [
        *_diagnose_authors(source),
        *_diagnose_missing_fields(source),
        *_diagnose_garbled_letters(source, text),
        *_diagnose_misplaced_text(source),
    ]


def split_glued_initials(author: Author) -> list[tuple[Author, str]]:
    """Return the ways to read "Wood PBJTJoP": as author "Wood PB" and letters "TJoP".

    Some reference managers print a J and the initial letters of the journal behind the initials
    of the last author, in place of the journal.
    """
    family, given = _family_and_given(author)
    if not (family and given.isalpha() and len(given) <= MAX_GLUED_LENGTH):
        return []
    return [
        (Author(family, given[:place], author.suffix), given[place + 1 :])
        for place in range(1, min(len(given), MAX_INITIALS + 1))
        if given[place] == "J" and given[:place].isupper() and given[place + 1 :][:1].isupper()
    ]


def _has_journal(source: Source) -> bool:
    return bool(source.container or source.container_short)


def _family_and_given(author: Author) -> tuple[str, str]:
    """Return family and given name, even of a damaged person read as a group: "Wood PBJTJoP"."""
    family, _space, given = author.group.rpartition(" ")
    return (family, given) if author.group else (author.family, author.given)


def _diagnose_authors(source: Source) -> Iterator[Diagnosis]:
    people = [author for author in source.authors if not author.is_et_al]
    for author in people:
        readings = split_glued_initials(author) if author is source.authors[-1] else []
        if readings and not is_initials(_family_and_given(author)[1]):
            yield _glued_journal(author, *readings[0], certain=True)
        elif readings and source.kind == SourceKind.ARTICLE and not _has_journal(source):
            yield _glued_journal(author, *readings[0], certain=False)
        elif has_odd_initials(author):
            message = _(
                "The initials of “%(author)s” are unusual. Compare the name with the paper."
            )
            yield Diagnosis("odd-initials", "authors", message % {"author": _author_text(author)})
    if len(people) < len(source.authors):
        message = _("The list of authors ends in “et al”. Add the other authors.")
        yield Diagnosis("authors-et-al", "authors", message)


def _glued_journal(author: Author, probable: Author, letters: str, *, certain: bool) -> Diagnosis:
    if certain:
        message = _(
            "“%(author)s” has more than an author's initials: %(initials)s is followed by a J and "
            "%(letters)s, probably the initial letters of the journal. Compare it with the paper."
        )
    else:
        message = _(
            "The journal is missing, and “%(author)s” may end in its initial letters: "
            "%(initials)s, then a J and %(letters)s. Compare it with the paper."
        )
    names = {"author": _author_text(author), "initials": probable.given, "letters": letters}
    code = "glued-journal" if certain else "maybe-glued-journal"
    return Diagnosis(code, "authors", message % names, _author_text(probable))


def _author_text(author: Author) -> str:
    return author.group or " ".join(filter(None, (author.family, author.given, author.suffix)))


def has_odd_initials(author: Author) -> bool:
    """Return True for initials with single small letters such as "AdSdE", but not "YuV"."""
    given = _family_and_given(author)[1]
    return (
        len(given) > 2
        and bool(MIXED_CASE_INITIALS.fullmatch(given))
        and not DIGRAPHS.sub("", given).isupper()
    )


def _diagnose_missing_fields(source: Source) -> Iterator[Diagnosis]:
    if source.kind == SourceKind.ARTICLE and not _has_journal(source):
        yield Diagnosis("journal-missing", "container", _("The journal is missing."))
    if source.kind not in KINDS_WITHOUT_YEAR and source.year is None:
        yield Diagnosis("year-missing", "year", _("The year is missing."))


def _diagnose_garbled_letters(source: Source, text: str) -> Iterator[Diagnosis]:
    """Find letters that were lost or changed by a wrong encoding."""
    values = {
        "authors": "\n".join(map(_author_text, source.authors)),
        "title": source.title,
        "container": source.container,
        "": text,
    }
    garbled = [n for n, value in values.items() if "\ufffd" in value or MOJIBAKE.search(value)]
    for name in garbled:
        if name or len(garbled) == 1:
            message = _("Some letters were garbled. Compare them with the paper.")
            suggestion = _fix_mojibake(values[name]) if name else ""
            yield Diagnosis("garbled-letters", name, message, suggestion)


def _diagnose_misplaced_text(source: Source) -> Iterator[Diagnosis]:
    """Find fields that seem to hold the text of another one."""
    for found in find_misplaced_text(source):
        # Garbled letters look like quotation marks.
        if MOJIBAKE.search(getattr(source, found.field) if found.field != "authors" else ""):
            continue
        yield Diagnosis("misplaced-text", found.field, str(found.message), found.suggestion)


def _fix_mojibake(text: str) -> str:
    """Return the text before it was decoded wrongly; empty if that cannot be recovered."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""
