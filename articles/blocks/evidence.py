"""Structured evidence: findings with study type, size, limits and strength."""

from collections import Counter
from typing import Any, NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from articles.blocks.base import ContentBlockMixin
from articles.blocks.references import SourcesBlock
from articles.blocks.text import ProseBlock
from articles.blocks.text_kinds import TextKind
from articles.citations.numbering import Citations
from articles.references.study_types import Strength, StudyType, parse_study_type


class StatementValue(blocks.StructValue):
    """One finding, with its labels resolved for the template."""

    @property
    def study(self) -> StudyType | None:
        return parse_study_type(self.get("study_type") or "")

    @property
    def strength_label(self) -> str:
        return str(dict(Strength.choices).get(self.get("strength"), ""))


class StatementBlock(blocks.StructBlock):
    """One finding with its sources."""

    needs_source = True
    text_kinds = {
        "claim": TextKind.CLAIM,
        "finding": TextKind.FINDING,
        "limits": TextKind.FINDING,
        "people": TextKind.NONE,
        "comparison": TextKind.NONE,
        "duration": TextKind.NONE,
    }

    claim = blocks.CharBlock(
        label=_("Claim"),
        max_length=160,
        help_text=_("What the study set out to test, in one sentence."),
    )
    finding = blocks.TextBlock(
        label=_("What was found"),
        max_length=400,
        rows=3,
        help_text=_("Include results that showed nothing. No advice, no adjectives."),
    )
    sources = SourcesBlock()
    study_type = blocks.ChoiceBlock(label=_("Study type"), choices=StudyType.choices)
    strength = blocks.ChoiceBlock(
        label=_("Strength"),
        choices=Strength.choices,
        help_text=_("Your judgement of this finding. Readers see what each level means."),
    )
    people = blocks.CharBlock(label=_("People"), max_length=80, required=False)
    comparison = blocks.CharBlock(label=_("Compared with"), max_length=80, required=False)
    duration = blocks.CharBlock(label=_("Followed for"), max_length=80, required=False)
    limits = blocks.TextBlock(
        label=_("Limits"),
        max_length=300,
        rows=2,
        required=False,
        help_text=_("The limits of this finding, such as a small or short study."),
    )

    class Meta:
        label = _("Finding")
        value_class = StatementValue
        form_layout = blocks.BlockGroup(
            children=[
                "claim",
                "finding",
                "sources",
                "study_type",
                "strength",
                blocks.BlockGroup(
                    children=["people", "comparison", "duration", "limits"], heading=_("The study")
                ),
            ]
        )


class EvidenceBlock(ContentBlockMixin, blocks.StructBlock):
    """Findings of studies, strongest design first, and apart from them those of guidelines.

    They are sorted when the block is saved, so that numbering, storage and display agree.
    """

    plain_template = "plain/evidence.html"

    heading = blocks.CharBlock(
        label=_("Heading"), max_length=100, default=_("What the studies show")
    )
    introduction = ProseBlock(label=_("Introduction"), required=False)
    statements = blocks.ListBlock(
        StatementBlock(),
        label=_("Findings"),
        help_text=_("Saving sorts them: the strongest study design comes first."),
    )
    conclusion = ProseBlock(
        label=_("Taken together"),
        required=False,
        help_text=_("What these findings support as a whole, and what they do not."),
    )

    class Meta:
        icon = "table"
        label = _("Evidence")
        description = _("Findings with study type, people, comparison, limits and strength.")
        group = _("Evidence")
        template = "blocks/evidence.html"
        preview_value = {
            "heading": "What the studies show",
            "introduction": "",
            "statements": [
                {
                    "claim": "Graded walking eases knee pain",
                    "finding": "After twelve weeks pain fell a little more in the walking group.",
                    "study_type": StudyType.RANDOMISED_TRIAL.value,
                    "strength": Strength.MODERATE.value,
                    "people": "120 adults",
                    "comparison": "Usual care",
                    "duration": "12 weeks",
                    "limits": "People knew which group they were in.",
                    "sources": [],
                }
            ],
            "conclusion": "",
        }

    def clean(self, value):
        value = super().clean(value)
        value["statements"].bound_blocks.sort(key=_study_design_sort_key)
        return value

    def get_statement_items(self, value):
        return list(value["statements"].bound_blocks)

    def get_context(self, value, parent_context=None):
        """Add the findings of studies and those of guidelines, each with its id for the editor."""
        items = value["statements"].bound_blocks
        return super().get_context(value, parent_context) | {
            "studies": [item for item in items if not _is_guideline(item)],
            "guidelines": [item for item in items if _is_guideline(item)],
        }


def _study_design_sort_key(statement) -> int:
    """Return a key that puts the strongest design first and guidelines last."""
    study = statement.value.study
    return -(study.level if study else 0)


def _is_guideline(statement) -> bool:
    study = statement.value.study
    return bool(study and study.is_guideline)


def get_evidence_source_ids(body) -> list[int]:
    """Return the ids of the sources on which a finding rests, one for every place.

    A source that the text cites as background, or for its numbers, is no evidence.
    """
    return [
        pk
        for child in body
        for statement in child.block.get_statements(child.value)
        for pk in statement.get("sources") or []
        if pk
    ]


class SourceEvidence(NamedTuple):
    """The strength that an editor gives a source and the size of its study; may be empty."""

    strength: str
    strength_label: str
    size_and_duration: str


def get_evidence_by_source(body, citations: Citations) -> dict[str, SourceEvidence]:
    """Return the finding of each source by the source's key, for the list of references.

    A source is left out if several findings cite it, or if its finding cites others as well: no
    single strength or number of people would be true of it.
    """
    statements = [
        (statement, {citations.by_id[pk].reference.key for pk in ids if pk in citations.by_id})
        for child in body
        for statement in child.block.get_statements(child.value)
        if (ids := statement.get("sources"))
    ]
    used = Counter(key for _statement, keys in statements for key in keys)
    return {
        key: _build_source_evidence(statement)
        for statement, keys in statements
        for key in keys
        if len(keys) == used[key] == 1
    }


def format_size_and_duration(people: str, duration: str) -> str:
    """Return "24 people, followed for 8 weeks"; a duration without a number comes after ";"."""
    people, duration = people.strip(), duration.strip()
    if people and duration[:1].isdigit():
        size = {"people": people, "duration": duration}
        return gettext("%(people)s, followed for %(duration)s") % size
    return "; ".join(filter(None, (people, duration)))


def _build_source_evidence(statement: Any) -> SourceEvidence:
    return SourceEvidence(
        statement.get("strength") or "",
        statement.strength_label,
        format_size_and_duration(statement.get("people") or "", statement.get("duration") or ""),
    )
