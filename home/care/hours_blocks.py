"""Blocks in which staff enter opening hours, and days that differ from them."""

from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from articles.blocks.base import BodyBlock


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


class ExceptionsBlock(BodyBlock):
    """Holidays and other days with hours of their own."""

    exception = ExceptionBlock()
