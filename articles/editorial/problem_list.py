"""The list of problems of a page or snippet, as the panel "Problems" shows it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from articles.editorial.columns import format_problem_counts
from articles.editorial.problem_lines import ProblemLine, get_claim_key, list_waived
from articles.models import ArticlePage, Reference, Waiver
from articles.models.waiver import MAX_WORDS_LENGTH, MIN_WORDS_LENGTH
from articles.problems.body_reading import BodyReading, read_body
from articles.problems.claims.passages import Claim
from articles.problems.examination import Examination, examine
from articles.problems.problem import Problem, ProblemCode, Severity
from articles.problems.unfilled import find_unfilled_problems
from articles.publishing.review_status import ReviewStatus, get_review_status
from articles.publishing.waiving import WaiverRights

MAX_SHOWN = 5
LIBRARY = "wagtailsnippets_articles_reference"
STOPS, UNFILLED, CLAIMS, SOURCES, NOTES = "stops", "unfilled", "claims", "sources", "notes"
GROUPS = (
    (STOPS, gettext_lazy("Stops publishing")),
    (UNFILLED, gettext_lazy("To fill in before publishing")),
    (CLAIMS, gettext_lazy("Claims")),
    (SOURCES, gettext_lazy("Sources")),
    (NOTES, gettext_lazy("Notes")),
)


@dataclass(frozen=True)
class Group:
    """Problems under one heading. All but the first few are folded."""

    name: str
    heading: Any
    lines: list[ProblemLine]

    @property
    def first(self) -> list[ProblemLine]:
        return self.lines[:MAX_SHOWN]

    @property
    def rest(self) -> list[ProblemLine]:
        return self.lines[MAX_SHOWN:]


class ProblemList(Component):
    """The problems of a version of a page or call to action, and the claims that are waived.

    `user` gets links to the sources they may edit, and forms for what they may waive. `parent` is
    the parent of a new page. What is not saved as the latest draft cannot be waived.
    """

    template_name = "articles/admin/editorial/problem_list.html"

    def __init__(
        self, obj: Any, user: Any, parent: Page | None = None, *, is_saved: bool = True
    ) -> None:
        self.object = obj
        self.user = user
        self.parent = parent
        self.is_saved = is_saved and bool(obj.pk)

    @cached_property
    def reading(self) -> BodyReading | None:
        return read_body(self.object.body) if isinstance(self.object, ArticlePage) else None

    @cached_property
    def examination(self) -> Examination:
        return examine(self.object, self.reading, parent=self.parent)

    @cached_property
    def problems(self) -> list[Problem]:
        """All problems but notes on style."""
        has_places = isinstance(self.object, Page) and not isinstance(self.object, ArticlePage)
        unfilled = find_unfilled_problems(self.object) if has_places else ()
        return [*unfilled, *self.examination.problems]

    @property
    def errors(self) -> int:
        return sum(problem.severity == Severity.ERROR for problem in self.problems)

    @property
    def summary(self) -> str:
        warnings = len(self.problems) - self.errors
        return format_problem_counts(self.errors, warnings) or _("No problems found")

    @property
    def review_status(self) -> ReviewStatus | None:
        """The sign-off of an article; None of what is not signed."""
        if not isinstance(self.object, ArticlePage):
            return None
        return get_review_status(self.object, self.parent, reading=self.reading)

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        rights = WaiverRights(self.user, self.object)
        return {
            "list": self,
            "groups": self._group(rights),
            "waived": list_waived(self.examination.waived, rights),
            "review_status": self.review_status,
            # Translated once, not in the form of each claim.
            "reasons": [(value, str(label)) for value, label in Waiver.Reason.choices],
            "min_length": MIN_WORDS_LENGTH,
            "max_length": MAX_WORDS_LENGTH,
            "waive_url": get_problems_url("waive", self.object),
            "withdraw_url": get_problems_url("withdraw", self.object),
        }

    def _group(self, rights: WaiverRights) -> list[Group]:
        """Return the groups that have problems."""
        urls = AdminURLFinder(self.user)
        found: dict[str, list[ProblemLine]] = {name: [] for name, _heading in GROUPS}
        problems = [*self.problems, *self.examination.notes]
        keys = Counter(get_claim_key(each.claim) for each in problems if each.claim)
        for number, problem in enumerate(problems):
            claim = problem.claim
            refusal = self._refuse(claim, rights) if claim and claim.is_waivable else ""
            source_url = _source_url(problem, urls)
            more = _more_link(problem) if source_url or problem.reference_id is None else ()
            same = keys[get_claim_key(claim)] if claim else 1
            line = ProblemLine(number, problem, source_url, *(more or ("", "")), refusal, same)
            found[get_group(problem)].append(line)
        groups: Iterable[Group] = (Group(name, label, found[name]) for name, label in GROUPS)
        return [group for group in groups if group.lines]

    def _refuse(self, claim: Claim, rights: WaiverRights) -> str:
        """Return why the claim cannot be waived here and now; an empty string if it can."""
        if not self.is_saved:
            return _("Save first: then you can waive this with a reason.")
        return rights.refuse([claim.severity])


def get_group(problem: Problem) -> str:
    if problem.code == ProblemCode.UNFILLED:
        return UNFILLED
    if problem.severity == Severity.ERROR:
        return STOPS
    if problem.severity == Severity.NOTE:
        return NOTES
    return CLAIMS if problem.claim else SOURCES


def get_problems_url(view: str, obj: Any) -> str:
    """Return the address of a view of the list of problems; an empty string for a new object."""
    if not obj.pk:
        return ""
    name = view if isinstance(obj, Page) else f"call_{view}"
    return reverse(f"editorial:{name}", args=[obj.pk])


def _source_url(problem: Problem, urls: AdminURLFinder) -> str | None:
    """Return the URL to edit the problem's source; None without one, or without permission."""
    if problem.reference_id is None or problem.code == ProblemCode.MISSING:
        return None
    return urls.get_edit_url(Reference(pk=problem.reference_id))


def _more_link(problem: Problem) -> tuple[str, str] | None:
    """Return the address and label of a page of the library that solves the problem."""
    if problem.code == ProblemCode.DUPLICATE:
        url = reverse(f"{LIBRARY}:merge", args=[problem.reference_id])
        return f"{url}?keep={problem.other_reference_id}", _("Compare and merge")
    if problem.code == ProblemCode.UNLABELLED:
        return f"{reverse(f'{LIBRARY}:list')}?needs=unlabelled", _("Show sources to sort")
    return None
