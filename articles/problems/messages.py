"""The sentences of problems: what is wrong, and what to do about it."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.models import Reference
from articles.problems.typed_citations import TypedCitation
from articles.references.source import SourceState

MAX_QUOTE_LENGTH = 60


def typed_citation_message(marker: TypedCitation, words: str) -> str:
    """Quotes the words before the marker, by which an editor finds it."""
    line = words[: marker.start].rpartition("\n")[2].strip()
    if not line:
        return _(
            "“%(marker)s” looks like a citation typed by hand. Cite the source in its place; if "
            "it is a number, write what it counts."
        ) % {"marker": marker.text}
    return _(
        "“%(marker)s” after “%(line)s” looks like a citation typed by hand. Cite the source in "
        "its place; if it is a number, write what it counts."
    ) % {"marker": marker.text, "line": _truncate_start(line)}


def unsourced_message(kind: str, words: str) -> str:
    return _("%(kind)s “%(words)s” has no source. Say where it comes from.") % {
        "kind": kind,
        "words": Truncator(" ".join(words.split())).chars(MAX_QUOTE_LENGTH),
    }


def empty_citation_message(label: str) -> str:
    if not label:
        return _("A citation names no source. Choose one, or delete the citation.")
    return _("The citation “%(label)s” names no source. Choose one, or delete the citation.") % {
        "label": label
    }


def missing_source_message(label: str) -> str:
    """`label` is empty for a source that was chosen beside the text."""
    if not label:
        return _("A source chosen here is no longer in the library. Choose another, or remove it.")
    return _(
        "“%(label)s” cites a source that is no longer in the library. Cite another, or delete the "
        "citation."
    ) % {"label": label}


def changed_source_message(reference: Reference) -> str:
    """What became of a source since it was published, with where that is said."""
    words = {"name": reference.short_label}
    if reference.state == SourceState.RETRACTED:
        told = _("%(name)s was retracted. Take out what rests on it, or cite another source.")
    elif reference.state == SourceState.CONCERN:
        told = _("There is an expression of concern about %(name)s. Check what rests on it.")
    else:
        told = _("%(name)s was corrected after it appeared. Check what rests on it.")
    note = reference.state_note.strip()
    return " ".join(filter(None, (told % words, _("See: %s") % note if note else "")))


def duplicate_message(reference: Reference, other: Reference, reason: str) -> str:
    return _(
        "%(name)s is the same work as %(other)s, “%(title)s”: %(reason)s. Merge the two in the "
        "library, and they get one number."
    ) % {
        "name": reference.short_label,
        "other": other.short_label,
        "title": Truncator(other.title).chars(MAX_QUOTE_LENGTH),
        "reason": reason,
    }


def incomplete_message(reference: Reference) -> str:
    return _("%(name)s lacks: %(fields)s. Complete it in the library.") % {
        "name": reference.short_label,
        "fields": reference.missing_fields_text,
    }


def also_cited_message(reference: Reference) -> str:
    return _(
        "%(name)s is given as further reading, but the text cites it. Remove it from there."
    ) % {"name": reference.short_label}


def empty_list_message() -> str:
    return _("The text cites nothing, so this list stays empty. Cite sources, or delete the list.")


def _truncate_start(line: str) -> str:
    if len(line) <= MAX_QUOTE_LENGTH:
        return line
    return "…" + line[-MAX_QUOTE_LENGTH:].partition(" ")[2]
