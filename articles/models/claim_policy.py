"""What a site decides about claims: which families of rules stop publishing, and its own words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel

MAX_BANNED_WORDS = 300
MAX_BANNED_LENGTH = 80


class ClaimLevel(models.TextChoices):
    """What happens to a claim that its rule would stop. The order is that of strictness."""

    OFF = "off", gettext_lazy("Do not check")
    WARN = "warn", gettext_lazy("Warn only")
    STOP = "stop", gettext_lazy("Stop publishing")


def level_field(label: Any, help_text: Any = "") -> Any:
    return models.CharField(
        label,
        max_length=4,
        choices=ClaimLevel.choices,
        default=ClaimLevel.STOP,
        help_text=help_text,
    )


# The field of each family of rules (`articles.problems.claims`). A new family needs a field, whose
# migration calls `_claim_families.warn_first`: it only warns for a month at existing sites.
FAMILY_FIELDS = {
    "A": "claims_of_results",
    "B": "claims_of_effect",
    "C": "claims_of_comparison",
    "D": "claims_of_mechanism",
    "E": "claims_of_safety",
    "F": "claims_of_speed",
    "G": "claims_of_people",
    "H": "claims_of_authority",
    "I": "claims_of_promotion",
    "J": "claims_against_sources",
}
POLICY_FIELDS = ("claims", *FAMILY_FIELDS.values(), "banned_words", "claims_warn_until")
# The site's own banned words. No family of rules, so it has no field of its own.
OWN_FAMILY = "own"


class NewFamiliesPanel(HelpPanel):
    """The kinds of claims that came with an upgrade and only warn for a while."""

    class BoundPanel(HelpPanel.BoundPanel):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.content = self.instance.describe_new_families(timezone.localdate())

        def is_shown(self) -> bool:
            return bool(self.content)


class ClaimPolicy(models.Model):
    """Mixin for settings: levels of the checks of claims. A level cannot make a rule stricter.

    `claims_warn_until` has the day, in ISO format, before which a family that came with an upgrade
    only warns.
    """

    claims = level_field(
        gettext_lazy("claims without a source"),
        gettext_lazy(
            "Sentences of any page or call to action that promise more than their sources show."
            " “Stop publishing” leaves each kind below as it is; the other two hold for all kinds."
        ),
    )
    claims_of_results = level_field(gettext_lazy("promises of a cure or a result"))
    claims_of_effect = level_field(gettext_lazy("how well a treatment works"))
    claims_of_comparison = level_field(gettext_lazy("best, better, only"))
    claims_of_mechanism = level_field(gettext_lazy("how a treatment is said to work"))
    claims_of_safety = level_field(gettext_lazy("safe, harmless, no side effects"))
    claims_of_speed = level_field(gettext_lazy("at once, for good, once is enough"))
    claims_of_people = level_field(gettext_lazy("patients' stories and popularity"))
    claims_of_authority = level_field(gettext_lazy("studies, experts and approvals"))
    claims_of_promotion = level_field(gettext_lazy("offers, urgency and fear"))
    claims_against_sources = level_field(
        gettext_lazy("against the page's own sources"),
        gettext_lazy("Such as a promising heading over a study that found no difference."),
    )
    banned_words = models.TextField(
        gettext_lazy("words that are never used"),
        blank=True,
        help_text=gettext_lazy(
            "One word or phrase a line, such as names that you may not use. Where one of them"
            " stands, nothing is published."
        ),
    )
    claims_warn_until = models.JSONField(default=dict, editable=False)

    claim_panel = MultiFieldPanel(
        [
            NewFamiliesPanel(),
            FieldPanel("claims"),
            *map(FieldPanel, FAMILY_FIELDS.values()),
            FieldPanel("banned_words"),
        ],
        heading=gettext_lazy("Claims"),
        classname="collapsed",
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        words = self.banned_words.splitlines()
        if len(words) > MAX_BANNED_WORDS or any(len(word) > MAX_BANNED_LENGTH for word in words):
            message = _("At most %(number)d lines of %(length)d characters are possible.")
            values = {"number": MAX_BANNED_WORDS, "length": MAX_BANNED_LENGTH}
            raise ValidationError({"banned_words": message % values})

    @property
    def banned_word_set(self) -> frozenset[str]:
        lines = (" ".join(line.split()) for line in self.banned_words.splitlines())
        return frozenset(filter(None, lines))

    def claim_levels(self, today: date) -> dict[str, ClaimLevel]:
        """Return the level of each family on this day."""
        own = {
            family: min_level(getattr(self, field), self._level_of_upgrade(family, today))
            for family, field in FAMILY_FIELDS.items()
        }
        own[OWN_FAMILY] = ClaimLevel.STOP
        return {family: min_level(self.claims, level) for family, level in own.items()}

    def describe_new_families(self, today: date) -> str:
        """Return which families only warn until when; an empty string if none does."""
        days: dict[date, list[str]] = {}
        for family, name in FAMILY_FIELDS.items():
            day = self.warns_until(family)
            if day and today < day:
                field: Any = self._meta.get_field(name)
                days.setdefault(day, []).append(str(field.verbose_name))
        text = _("New since an upgrade, and only warned of until %(day)s: %(kinds)s.")
        return " ".join(
            text % {"day": date_format(day, "DATE_FORMAT"), "kinds": "; ".join(labels)}
            for day, labels in sorted(days.items())
        )

    def warns_until(self, family: str) -> date | None:
        """Return the day from which a new family stops publishing; None if it is not new."""
        days: Mapping[str, str] = self.claims_warn_until or {}
        return parse_date(str(days.get(family, "")))

    def _level_of_upgrade(self, family: str, today: date) -> ClaimLevel:
        day = self.warns_until(family)
        return ClaimLevel.WARN if day and today < day else ClaimLevel.STOP


def min_level(*levels: str) -> ClaimLevel:
    """Return the mildest of the levels."""
    return min(map(ClaimLevel, levels), key=_strictness)


def max_level(*levels: str) -> ClaimLevel:
    """Return the strictest of the levels."""
    return max(map(ClaimLevel, levels), key=_strictness)


def _strictness(level: ClaimLevel) -> int:
    return list(ClaimLevel).index(level)
