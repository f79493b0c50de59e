"""The plain data of the claims checks: texts, sources and settings in, claims out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from articles.blocks.text_kinds import TextKind


class ClaimSeverity(StrEnum):
    """Gravity of a claim: a stop counts as an error, a note is advice on style."""

    STOP = "stop"
    WARN = "warn"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """Place in the order of gravity, the gravest first."""
        return _RANKS[self]


_RANKS = {ClaimSeverity.STOP: 0, ClaimSeverity.WARN: 1, ClaimSeverity.NOTE: 2}


class FamilyLevel(StrEnum):
    """A site's choice for a family of rules."""

    OFF = "off"
    WARN = "warn"
    """Stops become warnings."""
    STOP = "stop"
    """As the rules say."""


@dataclass(frozen=True)
class Mark:
    """A citation: its offset in the text, of which it is no part, and the ids of its sources."""

    position: int
    source_ids: tuple[int, ...]


@dataclass(frozen=True)
class Passage:
    """One paragraph, list item, heading, cell or line, as plain text.

    `path` and `where` are those of `Problem`; `paragraph` counts the paragraphs of one field.
    Passages with the same `group` belong together: a heading and its text, or one finding.
    """

    text: str
    kind: TextKind = TextKind.PROSE
    path: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    beside: tuple[int, ...] = ()
    """The ids of sources beside the text, as those of a finding."""
    paragraph: int = 0
    group: str = ""
    strength: str = ""
    """The editor's label of a finding, on its claim."""
    where: str = ""


@dataclass(frozen=True)
class SourceFacts:
    """The facts about a source that the checks need. `study_type` is a stored `StudyType`."""

    study_type: str = ""
    year: int | None = None
    title: str = ""
    is_retracted: bool = False
    finding: str = ""
    """An editor's reading of the result: "yes", "no", "mixed", or "" if nobody gave one."""


@dataclass(frozen=True)
class ClaimSettings:
    """What a site decides: the level of each family of rules, its treatments, its countries."""

    year: int
    levels: Mapping[str, FamilyLevel] = field(default_factory=dict)
    treatments: frozenset[str] = frozenset()
    """Names of treatments, added to the list of the lexicon."""
    jurisdictions: frozenset[str] = frozenset()
    """Of "UK", "EU", "IE", "US" and "AU", whose stricter rules apply."""
    language: str = "en"
    max_source_age: int = 5

    def level(self, family: str) -> FamilyLevel:
        return self.levels.get(family, FamilyLevel.STOP)


@dataclass(frozen=True)
class Claim:
    """A sentence that breaks a rule, or a page that does.

    `start` and `end` enclose the words, `sentence_start` and `sentence_end` their sentence, in the
    text of the passage. `also` has the ids of the other rules that the sentence breaks.
    """

    rule_id: str
    family: str
    severity: ClaimSeverity
    fixes: tuple[str, ...]
    path: tuple[str, ...]
    paragraph: int
    where: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    sentence: str
    quote: str
    what: str
    why: str
    do: str
    example: str = ""
    also: tuple[str, ...] = ()
    is_waivable: bool = True
    cited_ids: tuple[int, ...] = ()
    """The sources in and beside the sentence."""

    @property
    def message(self) -> str:
        """The problem, its reason and its remedy in one line."""
        return f"{self.what} {self.why} {self.do}"
