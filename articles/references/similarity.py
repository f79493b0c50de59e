"""Find sources that are the same work. Editors decide what to do about them."""

import re
from collections import defaultdict
from collections.abc import Sequence
from hashlib import blake2b

from django.utils.translation import gettext as _

from articles.references.identifiers import UNIQUE_IDENTIFIERS
from articles.references.search_text import fold_text
from articles.references.source import Source, SourceKind

ENGLISH_ARTICLES = re.compile(r"\b(?:the|an?)\s+", re.IGNORECASE)
TAG = re.compile(r"</?(?:i|b|em|strong|su[bp])>", re.IGNORECASE)
# Titles of many works, which do not identify one.
COMMON_TITLES = {
    *("comment", "commentary", "correction", "corrigendum", "discussion", "editorial", "erratum"),
    *("foreword", "inreply", "inresponse", "introduction", "letter", "lettertotheeditor"),
    *("preface", "reply", "response", "retraction", "retractionnotice", "authorreply"),
}
# A preprint has the title of its article, and a registration that of its report.
DISTINCT_KINDS = {SourceKind.PREPRINT.value, SourceKind.TRIAL.value}
MAX_NAMESAKES = 8
COMPARED_FIELDS = ("authors", "title", "container", "year", "volume", "pages", "doi", "pmid")


def letters_and_digits(text: str) -> str:
    """Return letters and digits only, without case, accents and English articles.

    "S-ketamine", "S ketamine" and "Sketamine" are equal, and so are "The pain" and "Pain".
    """
    text = fold_text(ENGLISH_ARTICLES.sub("", TAG.sub("", text).strip()))
    return "".join(filter(str.isalnum, text))


def fingerprint(source: Source) -> str:
    """Return a hash of title, year and first author, 32 characters; empty without a title.

    Only the first word of the author counts, since damaged lists differ in the rest.
    """
    title = letters_and_digits(source.title)
    if not title:
        return ""
    first = letters_and_digits(source.authors[0].name.split(" ")[0]) if source.authors else ""
    parts = "\n".join((title, str(source.year or ""), first))
    return blake2b(parts.encode(), digest_size=16).hexdigest()


def same_work_reason(a: Source, b: Source) -> str:
    """Return the reason to take two sources for the same work; empty if there is none.

    A shared identifier is enough. Without one, title, year and first author must be the same, and
    the title must not be a common one such as "Reply".
    """
    identifiers = (
        (a.doi, b.doi, _("same DOI")),
        (a.pmid, b.pmid, _("same PubMed ID")),
        (a.pmcid, b.pmcid, _("same PubMed Central ID")),
        (_registration(a), _registration(b), _("same trial registration")),
    )
    for one, other, reason in identifiers:
        if one and one == other:
            return reason
    if (a.doi and b.doi) or (a.pmid and b.pmid):
        return ""
    if a.kind != b.kind and DISTINCT_KINDS & {a.kind, b.kind}:
        return ""
    if fingerprint(a) and fingerprint(a) == fingerprint(b) and _title_is_distinctive(a, b):
        return _("same title, year and first author")
    return ""


def find_duplicates(sources: Sequence[Source]) -> list[tuple[int, int, str]]:
    """Return (index of the first source, index of its repeat, reason) for each repeat.

    Takes linear time.
    """
    seen: dict[tuple[str, str], list[int]] = defaultdict(list)
    reasons: dict[tuple[int, int], str] = {}
    for index, source in enumerate(sources):
        for key in matching_keys(source).items():
            namesakes = seen[key]
            for earlier in namesakes:
                if reason := same_work_reason(sources[earlier], source):
                    reasons.setdefault((earlier, index), reason)
                    break
            else:
                if len(namesakes) < MAX_NAMESAKES:
                    namesakes.append(index)
    return [(earlier, later, reason) for (earlier, later), reason in reasons.items()]


def matching_keys(source: Source) -> dict[str, str]:
    """Return the fields of which two sources of the same work share at least one."""
    keys = {name: getattr(source, name) for name in UNIQUE_IDENTIFIERS}
    keys |= {"registration": _registration(source), "fingerprint": fingerprint(source)}
    return {name: value for name, value in keys.items() if value}


def _registration(source: Source) -> str:
    """Return the registration of a trial itself, not of a paper about it."""
    return source.registration if source.kind == SourceKind.TRIAL else ""


def _title_is_distinctive(a: Source, b: Source) -> bool:
    """Return True if the title, or else volume and first page, identify the work."""
    if letters_and_digits(a.title) not in COMMON_TITLES:
        return True
    starts = [(s.volume, re.split(r"[-–]", s.pages)[0]) for s in (a, b)]
    return starts[0] == starts[1] and all(starts[0])


def find_differences(one: Source, other: Source) -> list[tuple[str, str, str]]:
    """Return the field and both values of what two sources of one work say differently.

    A value is empty if a source does not have it. Capitals and punctuation do not count.
    """
    pairs = [(name, _text(one, name), _text(other, name)) for name in COMPARED_FIELDS]
    return [pair for pair in pairs if letters_and_digits(pair[1]) != letters_and_digits(pair[2])]


def _text(source: Source, name: str) -> str:
    value = getattr(source, name)
    if name == "authors":
        return ", ".join(author.line for author in value)
    return str(value or "")
