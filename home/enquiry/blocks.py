"""The steps beside the form."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from articles.blocks.base import BodyBlock


class StepBlock(blocks.StructBlock):
    """One thing that happens after the form is submitted."""

    heading = blocks.CharBlock(label=_("Step"), max_length=60)
    text = blocks.CharBlock(label=_("Description"), max_length=200, required=False)

    class Meta:
        icon = "list-ol"
        label = _("Step")
        description = _("One thing that happens after the form is submitted. Steps are numbered.")
        group = _("Form")
        template = "home/blocks/step.html"
        preview_value = {"heading": "We reply", "text": "Within two working days."}


class StepsBlock(BodyBlock):
    step = StepBlock()
