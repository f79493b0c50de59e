"""Messages of problems: the problem and the way to fix it."""

from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.models import CallToAction, Reference
from articles.problems.claims.passages import Claim
from articles.problems.typed_citations import TypedCitation
from articles.references.completeness import field_label
from articles.references.diagnosis import Diagnosis
from articles.references.similarity import find_differences
from articles.references.source import SourceState

MAX_QUOTE_LENGTH = 60
MAX_SENTENCE_LENGTH = 200
CHANGED_SOURCE_MESSAGES: dict[str, Any] = {
    SourceState.RETRACTED: gettext_lazy(
        "%(name)s was retracted. Remove what relies on it, or cite another source."
    ),
    SourceState.CONCERN: gettext_lazy(
        "An expression of concern was published about %(name)s. Check what relies on it."
    ),
    SourceState.CORRECTED: gettext_lazy(
        "%(name)s was corrected after publication. Check what relies on it."
    ),
}


def typed_citation_message(typed: TypedCitation, text: str) -> str:
    """Quote the words before the typed citation, so that an editor finds it."""
    before = text[: typed.start].rpartition("\n")[2].strip()
    if not before:
        message = _(
            "“%(marker)s” looks like a citation typed by hand. Cite the source instead. If it is a "
            "number, add what it counts."
        )
    else:
        message = _(
            "“%(marker)s” after “%(line)s” looks like a citation typed by hand. Cite the source "
            "instead. If it is a number, add what it counts."
        )
    return message % {"marker": typed.text, "line": _truncate_start(before)}


def claim_message(claim: Claim) -> str:
    """Quote the sentence, and say what is wrong with it, why, and what to do."""
    sentence = Truncator(" ".join(claim.sentence.split())).chars(MAX_SENTENCE_LENGTH)
    return _("“%(sentence)s” %(message)s") % {"sentence": sentence, "message": claim.message}


def unsourced_message(kind: str, words: str) -> str:
    words = Truncator(" ".join(words.split())).chars(MAX_QUOTE_LENGTH)
    return _("%(kind)s “%(words)s” has no source. Cite one.") % {"kind": kind, "words": words}


def empty_citation_message(label: str) -> str:
    if not label:
        return _("A citation has no source. Choose one, or delete the citation.")
    return _("The citation “%(label)s” has no source. Choose one, or delete the citation.") % {
        "label": label
    }


def missing_source_message(label: str) -> str:
    """`label` is empty for a source chosen in a field of its own."""
    if not label:
        return _("A source chosen here was deleted. Choose another one, or remove it.")
    return _(
        "“%(label)s” cites a source that was deleted. Cite another one, or delete the citation."
    ) % {"label": label}


def changed_source_message(reference: Reference) -> str:
    """Include the notice of retraction or correction, if one is recorded."""
    message = CHANGED_SOURCE_MESSAGES[reference.state]
    text = message % {"name": reference.short_label}
    note = reference.state_note.strip()
    return f"{text} {_('See: %s') % note}" if note else text


def duplicate_message(reference: Reference, other: Reference, reason: str) -> str:
    """Say which two entries of the library are one work, and in what they differ."""
    text = _(
        "The library has “%(title)s” twice, as %(first)s and %(second)s (%(reason)s), so readers "
        "find it under two numbers. %(differences)s Merge the two, and keep what is right."
    )
    return text % {
        "title": Truncator(other.title).chars(MAX_QUOTE_LENGTH),
        "first": _name_entry(other),
        "second": _name_entry(reference),
        "reason": reason,
        "differences": _describe_differences(other, reference),
    }


def _name_entry(reference: Reference) -> str:
    return _("%(name)s (entry %(number)d)") % {
        "name": reference.short_label,
        "number": reference.pk,
    }


def _describe_differences(one: Reference, other: Reference) -> str:
    found = [
        _("%(field)s (%(one)s; %(other)s)")
        % {
            "field": _name_field(name),
            "one": _quote_or_none(first),
            "other": _quote_or_none(second),
        }
        for name, first, second in find_differences(one.source, other.source)
    ]
    if not found:
        return _("They say the same.")
    return _("They differ in: %(differences)s.") % {"differences": ", ".join(found)}


def _name_field(name: str) -> str:
    field: Any = Reference._meta.get_field(name)
    return str(field.verbose_name)


def _quote_or_none(value: str) -> str:
    if not value:
        return _("none")
    return _("“%(value)s”") % {"value": Truncator(value).chars(MAX_QUOTE_LENGTH)}


def damaged_message(reference: Reference, diagnoses: list[Diagnosis]) -> str:
    """Give the findings that an import has of the source, with what it probably was."""
    texts = []
    for diagnosis in diagnoses:
        texts.append(diagnosis.message)
        if diagnosis.suggestion:
            texts.append(_("Probably: “%(text)s”.") % {"text": diagnosis.suggestion})
    text = _("%(name)s: %(diagnoses)s Correct it in the library.")
    return text % {"name": reference.short_label, "diagnoses": " ".join(texts)}


def no_identifier_message(reference: Reference) -> str:
    return _(
        "%(name)s has no DOI, PubMed ID, ISBN or address, so readers can hardly look it up. Add "
        "one in the library."
    ) % {"name": reference.short_label}


def incomplete_message(reference: Reference, lacks: list[str]) -> str:
    fields = ", ".join(field_label(name, reference.kind) for name in lacks)
    names = {"name": reference.short_label, "fields": fields}
    return _("%(name)s lacks: %(fields)s. Complete it in the library.") % names


def unreachable_message(reference: Reference) -> str:
    return _(
        "%(name)s is an official source without an address or identifier, so readers cannot check "
        "it. Add one in the library, or cite another source."
    ) % {"name": reference.short_label}


def outdated_message(reference: Reference, year: int) -> str:
    return _(
        "%(name)s has not been checked since %(year)d. Cite the current version, or check that it "
        "still applies and enter the day as “last visited” in the library."
    ) % {"name": reference.short_label, "year": year}


def foreign_message(name: str) -> str:
    return _(
        "“%(name)s” belongs to another clinic. Choose one of this clinic or of all, or ask a"
        " superuser to share it in the library."
    ) % {"name": name}


def also_cited_message(reference: Reference) -> str:
    return _("%(name)s is listed as further reading, but the text cites it. Remove it there.") % {
        "name": reference.short_label
    }


def empty_list_message() -> str:
    return _("The text cites nothing, so this list is empty. Cite sources, or delete the list.")


def _truncate_start(line: str) -> str:
    if len(line) <= MAX_QUOTE_LENGTH:
        return line
    return "…" + line[-MAX_QUOTE_LENGTH:].partition(" ")[2]


def missing_call_to_action_message() -> str:
    return _("The call to action chosen here was deleted. Choose another one, or remove the block.")


def draft_call_to_action_message(chosen: CallToAction) -> str:
    return _(
        "The call to action “%(name)s” is not published, so readers do not see it. Ask a user who"
        " may publish to do so, or choose another one."
    ) % {"name": chosen}


def pasted_list_message(number: int) -> str:
    return ngettext(
        "%(number)d reference is typed here as text. Cite it as a source: then its number, link "
        "and checks follow by themselves. Afterwards delete it here.",
        "%(number)d references are typed here as text. Cite them as sources: then their numbers, "
        "links and checks follow by themselves. Afterwards delete the list here.",
        number,
    ) % {"number": number}


def author_place() -> str:
    return _("Written by")


def no_author_message() -> str:
    return _("Nobody is named as the author. Readers ask who wrote about their health: name them.")


def no_standfirst_message() -> str:
    return _("There is no standfirst. Give the answer in one to three short sentences.")


def grade_message(grade: float, max_grade: int) -> str:
    return _(
        "The text is for reading grade %(grade).1f; your clinic aims at %(max)d or below. Shorten "
        "the longest sentences and the hardest words first. The figure is rough, and stops nothing."
    ) % {"grade": grade, "max": max_grade}


def unlabelled_message(number: int, total: int) -> str:
    if number == total:
        return _(
            "No cited source has a study type, so “What this article rests on” is not shown. Give "
            "them one in the library."
        )
    return ngettext(
        "%(number)d of %(total)d cited sources has no study type. “What this article rests on” can "
        "only name it as not sorted yet. Give it one in the library.",
        "%(number)d of %(total)d cited sources have no study type. “What this article rests on” "
        "can only name them as not sorted yet. Give them one in the library.",
        number,
    ) % {"number": number, "total": total}
