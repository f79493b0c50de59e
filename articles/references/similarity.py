"""Whether two sources are the same work. What is told here is offered to an editor, never done."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from django.utils.translation import gettext as _

from articles.references.search_text import fold_text
from articles.references.source import Source, SourceKind

ENGLISH_ARTICLES = re.compile(r"\b(?:the|an?)\s+", re.IGNORECASE)
TAG = re.compile(r"</?(?:i|b|em|strong|su[bp])>", re.IGNORECASE)
# Titles that many works bear, so that they say little about which one it is.
COMMON_TITLES = {
    *("comment", "commentary", "correction", "corrigendum", "discussion", "editorial", "erratum"),
    *("foreword", "inreply", "inresponse", "introduction", "letter", "lettertotheeditor"),
    *("preface", "reply", "response", "retraction", "retractionnotice", "authorreply"),
}
# A preprint and its article, a trial's registration and its report bear one title.
DISTINCT_KINDS = {SourceKind.PREPRINT.value, SourceKind.TRIAL.value}
MAX_NAMESAKES = 8


def letters_and_digits(text: str) -> str:
    """Only letters and digits, without case, accents and spaces: "Häuser" is "hauser".

    "S-ketamine", "S ketamine" and "Sketamine" are one, and so are "The pain" and "Pain".
    """
    text = fold_text(ENGLISH_ARTICLES.sub("", TAG.sub("", text).strip()))
    return "".join(character for character in text if character.isalnum())


def fingerprint(source: Source) -> str:
    """Hash of title, year and first author, 32 characters; empty when there is no title.

    Of the author the first word: what follows it is where damaged lists differ from whole ones.
    """
    title = letters_and_digits(source.title)
    if not title:
        return ""
    first = letters_and_digits(source.authors[0].name.split(" ")[0]) if source.authors else ""
    parts = "\n".join((title, str(source.year or ""), first))
    return blake2b(parts.encode(), digest_size=16).hexdigest()


def same_work_reason(a: Source, b: Source) -> str:
    """The reason to take two sources for the same work; empty when they are not.

    A number that both have settles it. Else the title, year and first author must agree. A part
    II, an erratum or a reply has a title of its own, and a title such as "Reply" is not enough.
    """
    if a.doi and a.doi == b.doi:
        return _("same DOI")
    if a.pmid and a.pmid == b.pmid:
        return _("same PubMed number")
    if a.pmcid and a.pmcid == b.pmcid:
        return _("same PubMed Central number")
    if _registration(a) and _registration(a) == _registration(b):
        return _("same trial registration")
    if any(one and other and one != other for one, other in ((a.doi, b.doi), (a.pmid, b.pmid))):
        return ""
    if a.kind != b.kind and DISTINCT_KINDS & {a.kind, b.kind}:
        return ""
    if fingerprint(a) and fingerprint(a) == fingerprint(b) and _title_is_distinctive(a, b):
        return _("same title, year and first author")
    return ""


def find_duplicates(sources: Sequence[Source]) -> list[tuple[int, int, str]]:
    """Pairs of places with the reason, each source beside the first one that it repeats.

    Time grows with the number of sources, not with its square.
    """
    seen: dict[tuple[str, str], list[int]] = defaultdict(list)
    found: dict[tuple[int, int], str] = {}
    for place, source in enumerate(sources):
        for mark in _matching_keys(source):
            namesakes = seen[mark]
            for earlier in namesakes:
                reason = same_work_reason(sources[earlier], source)
                if reason:
                    found.setdefault((earlier, place), reason)
                    break
            else:
                if len(namesakes) < MAX_NAMESAKES:
                    namesakes.append(place)
    return [(earlier, later, reason) for (earlier, later), reason in found.items()]


def _matching_keys(source: Source) -> Iterator[tuple[str, str]]:
    """What a source shares with one that it may repeat."""
    marks = {
        "doi": source.doi,
        "pmid": source.pmid,
        "pmcid": source.pmcid,
        "registration": _registration(source),
        "fingerprint": fingerprint(source),
    }
    return ((name, value) for name, value in marks.items() if value)


def _registration(source: Source) -> str:
    """The registration of a trial itself; papers on one trial share its number."""
    return source.registration if source.kind == SourceKind.TRIAL else ""


def _title_is_distinctive(a: Source, b: Source) -> bool:
    """Whether the title names one work, or else volume and first page do."""
    if letters_and_digits(a.title) not in COMMON_TITLES:
        return True
    starts = [(s.volume, re.split(r"[-–]", s.pages)[0]) for s in (a, b)]
    return starts[0] == starts[1] and all(starts[0])
