"""Blocks in which staff enter opening hours, and days that differ from them."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.forms.utils import ErrorList
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from articles.blocks.base import BodyBlock
from home.care.hours import HoursException, OpeningHours, Span, find_overlap


class Weekday(models.TextChoices):
    """The days of the week in the order of ISO 8601."""

    MONDAY = "mon", _("Monday")
    TUESDAY = "tue", _("Tuesday")
    WEDNESDAY = "wed", _("Wednesday")
    THURSDAY = "thu", _("Thursday")
    FRIDAY = "fri", _("Friday")
    SATURDAY = "sat", _("Saturday")
    SUNDAY = "sun", _("Sunday")


class TimeSpanBlock(blocks.StructBlock):
    """The times of opening and closing, which may be on the next day."""

    opens = blocks.TimeBlock(label=_("Opens"), format="%H:%M")
    closes = blocks.TimeBlock(
        label=_("Closes"),
        format="%H:%M",
        help_text=_("Earlier than it opens, or the same, if it closes on the next day."),
    )

    class Meta:
        icon = "time"
        label = _("Times")


class OpeningBlock(blocks.StructBlock):
    """Days of the week that have the same times."""

    days = blocks.MultipleChoiceBlock(
        label=_("Days"), choices=Weekday.choices, widget=CheckboxSelectMultiple
    )
    opens = blocks.TimeBlock(label=_("Opens"), format="%H:%M")
    closes = blocks.TimeBlock(
        label=_("Closes"),
        format="%H:%M",
        help_text=_("Earlier than it opens, or the same, if it closes on the next day."),
    )

    class Meta:
        icon = "time"
        label = _("Days and times")
        description = _("Days of the week that have the same times of opening and closing.")
        group = _("Opening hours")
        preview_template = "home/care/previews/opening.html"
        preview_value = {"days": ["mon", "tue"], "opens": time(9), "closes": time(18)}


class ExceptionBlock(blocks.StructBlock):
    """Days on which the times are others than in the week, or none."""

    name = blocks.CharBlock(
        label=_("Name"), max_length=60, help_text=_("Visitors read it, such as “Boxing Day”.")
    )
    first = blocks.DateBlock(label=_("First day"))
    last = blocks.DateBlock(
        label=_("Last day"), required=False, help_text=_("Leave empty for a single day.")
    )
    times = blocks.ListBlock(
        TimeSpanBlock(),
        label=_("Open at"),
        default=[],
        help_text=_("Leave empty if the place is closed."),
    )

    class Meta:
        icon = "date"
        label = _("Holiday or other hours")
        description = _("Days on which you are closed, or have other hours than in the week.")
        group = _("Opening hours")
        preview_template = "home/care/previews/exception.html"
        preview_value = {"name": "Boxing Day", "first": date(2026, 12, 26), "times": []}

    def clean(self, value):
        value = super().clean(value)
        first, last = value.get("first"), value.get("last")
        if first and last and last < first:
            message = _("The last day is before the first.")
            raise StructBlockValidationError(block_errors={"last": ValidationError(message)})
        return value


class HoursBlock(BodyBlock):
    """The usual week. Several blocks may name the same day, for a break at noon."""

    opening = OpeningBlock()

    def clean_body(self, value):
        value = super().clean_body(value)
        if self.is_deferred_validation:
            return value
        week = read_hours(value, ()).week
        for day, spans in zip(Weekday, week, strict=True):
            if find_overlap(spans):
                message = _("%(day)s has times that overlap. Enter each hour once.")
                raise StreamBlockValidationError(
                    non_block_errors=ErrorList([message % {"day": day.label}])
                )
        return value


class ExceptionsBlock(BodyBlock):
    """Holidays and other days with hours of their own."""

    exception = ExceptionBlock()


def read_hours(hours: Any, exceptions: Any) -> OpeningHours:
    """Return the opening hours of the two streams. What is not filled in yet is left out."""
    week: dict[str, list[Span]] = {day: [] for day in Weekday.values}
    for child in hours:
        if spans := _read_spans([child.value]):
            for day in child.value.get("days") or ():
                week.get(day, []).extend(spans)
    return OpeningHours(
        tuple(tuple(sorted(spans)) for spans in week.values()),
        tuple(
            HoursException(
                value.get("name") or "",
                value["first"],
                max(value["first"], value.get("last") or value["first"]),
                tuple(sorted(_read_spans(value.get("times") or ()))),
            )
            for value in (child.value for child in exceptions)
            if value.get("first")
        ),
    )


def _read_spans(values: Iterable[Any]) -> list[Span]:
    pairs = ((value.get("opens"), value.get("closes")) for value in values)
    return [
        Span(opens, closes) for opens, closes in pairs if opens is not None and closes is not None
    ]
