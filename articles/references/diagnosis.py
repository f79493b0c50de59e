"""The reference doctor: finds what is broken in a source and explains it. It repairs nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from articles.references.authors import Author, is_initials
from articles.references.similarity import same_work_reason
from articles.references.source import Source, SourceKind

KINDS_WITH_YEAR = {
    SourceKind.ARTICLE,
    SourceKind.BOOK,
    SourceKind.CHAPTER,
    SourceKind.REPORT,
    SourceKind.PREPRINT,
}
MAX_INITIALS = 4
MAX_GLUED_LENGTH = 24
# Initials of Slavic and Greek names, which PubMed writes with two letters.
DIGRAPHS = re.compile(r"Dzh|Shch|[SCKZTP]h|I[ouae]|Y[uaeo]|J[uae]|Ts|St")
MIXED_CASE_INITIALS = re.compile(r"(?=[^a-z]*[a-z])[A-Z](?:[a-z]?[A-Z])*[a-z]?")
# What two bytes of UTF-8 look like when each is read as a letter: "HÃ¤user", "â€“".
MOJIBAKE = re.compile(
    "Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Â[\u00a0-\u00bf]|â€|Ä[‡…™Ÿ]|Å[¡¾¼‚„Ÿ]"
)
JOURNAL_FIELDS = {"container": "", "container_short": ""}
RESTORABLE_FIELDS = ("volume", "issue", "pages", "doi", "pmid", "pmcid", "issn", "url")


@dataclass(frozen=True)
class Diagnosis:
    """One fault: its `code`, the `field` that has it, a `message` for an editor.

    `suggestion` is what the field probably said, empty where it has to be looked up.
    """

    code: str
    field: str
    message: str
    suggestion: str = ""


def diagnose(source: Source, text: str = "") -> list[Diagnosis]:
    """Every fault of a source; `text` is what was pasted, where there is such a text."""
    return [
        *_diagnose_authors(source),
        *_diagnose_missing_fields(source),
        *_diagnose_garbled_letters(source, text),
    ]


def split_glued_initials(author: Author) -> list[tuple[Author, str]]:
    """The ways to read "Wood PBJTJoP": the author "Wood PB" and the letters "TJoP".

    Some reference managers print the initials, a J and the first letters of the journal's words
    where the initials and the journal should stand.
    """
    family, given = _family_and_given(author)
    if not (family and given.isalpha() and len(given) <= MAX_GLUED_LENGTH):
        return []
    return [
        (Author(family, given[:place], author.suffix), given[place + 1 :])
        for place in range(1, min(len(given), MAX_INITIALS + 1))
        if given[place] == "J" and given[:place].isupper() and given[place + 1 :][:1].isupper()
    ]


def matches_journal_initials(letters: str, journal: str) -> bool:
    """Whether these are the first letters of the journal's words: "TJoP", The journal of pain."""
    for name in (journal, re.sub(r"\([^()]*\)", "", journal)):
        for split in (r"[\s:]+", r"[\s:/-]+"):
            words = [re.sub(r"^\W+", "", word) for word in re.split(split, name)]
            if "".join(word[:1] for word in words).casefold() == letters.casefold():
                return True
    return False


def restorable_fields(damaged: Source, whole: Source) -> dict[str, object]:
    """The fields of a source, by name, that another entry of the same work can restore.

    Empty where they are different works, or where letters are glued to the last author that are
    not those of the other's journal.
    """
    readings = split_glued_initials(damaged.authors[-1]) if damaged.authors else []
    for author, letters in readings:
        mended = replace(damaged, authors=(*damaged.authors[:-1], author))
        if same_work_reason(mended, whole) and _matches_journal(letters, whole):
            return {"authors": mended.authors} | _fields_to_restore(damaged, whole)
    certain = readings and not is_initials(_family_and_given(damaged.authors[-1])[1])
    if certain or not same_work_reason(damaged, whole):
        return {}
    return _fields_to_restore(damaged, whole)


def _matches_journal(letters: str, source: Source) -> bool:
    return any(
        matches_journal_initials(letters, name)
        for name in (source.container, source.container_short)
    )


def _fields_to_restore(damaged: Source, whole: Source) -> dict[str, object]:
    """What the whole one has and the damaged one lacks; a journal only with both its names."""
    names = RESTORABLE_FIELDS if _has_journal(damaged) else (*JOURNAL_FIELDS, *RESTORABLE_FIELDS)
    return {
        name: getattr(whole, name)
        for name in names
        if getattr(whole, name) and not getattr(damaged, name)
    }


def _has_journal(source: Source) -> bool:
    return bool(source.container or source.container_short)


def _family_and_given(author: Author) -> tuple[str, str]:
    """Family and given name, also of a group that is a damaged person: "Wood PBJTJoP"."""
    if author.group:
        family, _space, given = author.group.rpartition(" ")
        return family, given
    return author.family, author.given


def _diagnose_authors(source: Source) -> Iterator[Diagnosis]:
    people = [author for author in source.authors if not author.is_et_al]
    for author in people:
        readings = split_glued_initials(author) if author is source.authors[-1] else []
        if readings and not is_initials(_family_and_given(author)[1]):
            yield _glued_journal_diagnosis(author, *readings[0])
        elif readings and source.kind == SourceKind.ARTICLE and not _has_journal(source):
            yield _maybe_glued_journal_diagnosis(author, *readings[0])
        elif has_odd_initials(author):
            message = _(
                "The initials of “%(author)s” are unusual. Compare the name with the paper."
            )
            yield Diagnosis("odd-initials", "authors", message % {"author": _author_text(author)})
    if len(people) < len(source.authors):
        message = _("The list of authors ends in “et al”. Add the others, up to the last.")
        yield Diagnosis("authors-et-al", "authors", message)


def _glued_journal_diagnosis(author: Author, probable: Author, letters: str) -> Diagnosis:
    message = _(
        "“%(author)s” has more than an author's initials: after %(initials)s come a J and "
        "%(letters)s, probably the first letters of the journal's name. Compare it with the paper."
    )
    return Diagnosis(
        "glued-journal",
        "authors",
        message % {"author": _author_text(author), "initials": probable.given, "letters": letters},
        _author_text(probable),
    )


def _maybe_glued_journal_diagnosis(author: Author, probable: Author, letters: str) -> Diagnosis:
    message = _(
        "The journal is missing, and “%(author)s” may end in the first letters of its name: "
        "%(initials)s, then a J and %(letters)s. Compare it with the paper."
    )
    return Diagnosis(
        "maybe-glued-journal",
        "authors",
        message % {"author": _author_text(author), "initials": probable.given, "letters": letters},
        _author_text(probable),
    )


def _author_text(author: Author) -> str:
    return author.group or " ".join(filter(None, (author.family, author.given, author.suffix)))


def has_odd_initials(author: Author) -> bool:
    """Whether initials are mixed with single small letters, as in "AdSdE"; "YuV" is usual."""
    given = _family_and_given(author)[1]
    return (
        len(given) > 2
        and bool(MIXED_CASE_INITIALS.fullmatch(given))
        and not DIGRAPHS.sub("", given).isupper()
    )


def _diagnose_missing_fields(source: Source) -> Iterator[Diagnosis]:
    if source.kind == SourceKind.ARTICLE and not _has_journal(source):
        yield Diagnosis("journal-missing", "container", _("The journal is missing."))
    if source.kind in KINDS_WITH_YEAR and source.year is None:
        yield Diagnosis("year-missing", "year", _("The year is missing."))


def _diagnose_garbled_letters(source: Source, text: str) -> Iterator[Diagnosis]:
    """Letters that were lost or misread on the way from one encoding to another."""
    written = {
        "authors": "\n".join(map(_author_text, source.authors)),
        "title": source.title,
        "container": source.container,
        "": text,
    }
    found = [name for name, value in written.items() if "\ufffd" in value or MOJIBAKE.search(value)]
    for name in found:
        if name or len(found) == 1:
            message = _("Some letters were garbled on the way here. Compare them with the paper.")
            yield Diagnosis(
                "garbled-letters", name, message, _fix_mojibake(written[name]) if name else ""
            )


def _fix_mojibake(text: str) -> str:
    """The text as it was before it was misread; empty where that cannot be told."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""
