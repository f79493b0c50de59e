"""Structured evidence: what was claimed, what was found, by whom and how surely."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from articles.blocks.references import SourcesBlock
from articles.blocks.text import ProseBlock
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
    claim = blocks.CharBlock(
        label=_("Claim"),
        max_length=160,
        help_text=_("What the study set out to test, in one sentence."),
    )
    finding = blocks.TextBlock(
        label=_("What was found"),
        max_length=400,
        rows=3,
        help_text=_("Also when it was nothing. No advice, no adjectives."),
    )
    sources = SourcesBlock()
    study_type = blocks.ChoiceBlock(label=_("Study type"), choices=StudyType.choices)
    strength = blocks.ChoiceBlock(
        label=_("Strength"),
        choices=Strength.choices,
        help_text=_("Your judgement of this finding; readers see how it is made."),
    )
    people = blocks.CharBlock(label=_("People"), max_length=80, required=False)
    comparison = blocks.CharBlock(label=_("Compared with"), max_length=80, required=False)
    duration = blocks.CharBlock(label=_("Followed for"), max_length=80, required=False)
    limits = blocks.TextBlock(
        label=_("Limits"),
        max_length=300,
        rows=2,
        required=False,
        help_text=_("What this finding cannot tell."),
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
                    children=["people", "comparison", "duration", "limits"],
                    heading=_("The study"),
                ),
            ]
        )


def study_design_sort_key(statement) -> int:
    """Sort key that puts the strongest study design first; an unlabelled one comes last."""
    study = statement.value.study
    return -(study.level if study else 0)


class EvidenceBlock(blocks.StructBlock):
    """What the studies show: findings, strongest design first.

    The order is made when the block is saved, so that what is numbered, stored and shown is the
    same list.
    """

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
        label=_("Read together"),
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
        value["statements"].bound_blocks.sort(key=study_design_sort_key)
        return value
