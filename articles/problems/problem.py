"""A problem: its kind, its gravity and its place."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Waiver
from articles.problems.claims.passages import Claim


class Severity(models.TextChoices):
    ERROR = "error", _("Error")
    WARNING = "warning", _("Warning")
    NOTE = "note", _("Note")


class ProblemCode(models.TextChoices):
    """Kinds of problems.

    The list of references is built from the citations, so none of its lines is uncited. Unused
    are further reading that the text also cites, and the list itself if nothing is cited.
    Unsourced are an empty citation, and a finding or a key point without a source. Official sources
    are guidelines, licences, reports and web pages. Places to fill in are in other
    pages than articles. A pasted list is one of references in a text. The claims are the four from
    `CLAIM` to `STALE`; their families are in `articles.models.claim_policy`.
    """

    MISSING = "missing-reference", _("Source deleted")
    RETRACTED = "retracted", _("Source retracted or corrected")
    RAW_MARKER = "raw-marker", _("Citation typed by hand")
    DUPLICATE = "duplicate-reference", _("Duplicate source")
    INCOMPLETE = "incomplete-reference", _("Source incomplete")
    DAMAGED = "damaged-reference", _("Source damaged")
    NO_IDENTIFIER = "no-identifier", _("Source without an identifier")
    UNLABELLED = "unlabelled-references", _("Sources without a study type")
    UNREACHABLE = "unreachable-reference", _("Official source without a link")
    OUTDATED = "outdated-reference", _("Official source is old")
    UNUSED_ENTRY = "orphan-reference", _("Unused entry")
    UNSOURCED = "gap", _("No source")
    NOT_SHOWN = "not-shown", _("Call to action not shown")
    FOREIGN = "foreign", _("Belongs to another clinic")
    PASTED_LIST = "pasted-list", _("References typed as text")
    NO_AUTHOR = "no-author", _("No author")
    NO_STANDFIRST = "no-standfirst", _("No standfirst")
    READING_GRADE = "reading-grade", _("Hard to read")
    CLAIM = "claim", _("Claim")
    CONTRADICTION = "contradiction", _("Says something else than its sources")
    WEAK_BASE = "weak-base", _("Claim on weak studies")
    STALE = "stale", _("Sources are old")
    UNFILLED = "unfilled", _("To fill in")


@dataclass(frozen=True)
class Spot:
    """Words in a text, and what is before and after them in their sentence or line.

    `earlier` counts the same sentences before it in that text. Nothing counts characters from the
    start of the text: the words are found again while other words are written.
    """

    before: str
    words: str
    after: str
    earlier: int = 0


def get_spot(text: str, start: int, end: int) -> Spot:
    """Return the spot of a part of a text. Its line takes the place of its sentence."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line = text[line_start : None if line_end < 0 else line_end]
    first, last = start - line_start, end - line_start
    earlier = text.count(line, 0, line_start)
    return Spot(line[:first], line[first:last], line[last:], earlier)


@dataclass(frozen=True)
class Problem:
    """A problem, its place, and the source or the claim it is about, if any.

    `path` holds the ids of blocks and the names of fields that lead to it, the block of the body
    first; `where` is the name of that block in the editor. For a field of the page they are its
    name and its label. `spot` are the words there, if it is about some. `other_reference_id` is
    that of a source that says the same, `pasted_list` the text of a list of references. `waivers`
    are those by which a claim may stand.
    """

    code: ProblemCode
    severity: Severity
    path: tuple[str, ...]
    where: str
    what: str
    reference_id: int | None = None
    other_reference_id: int | None = None
    pasted_list: str = ""
    claim: Claim | None = None
    waivers: tuple[Waiver, ...] = ()
    spot: Spot | None = None

    @property
    def block_id(self) -> str:
        return self.path[0]

    @property
    def message(self) -> str:
        """Place and problem, for lists outside the editor."""
        return f"{self.where}: {self.what}" if self.where else self.what
