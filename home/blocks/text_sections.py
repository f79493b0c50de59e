"""Sections of words: steps, columns, payment, referrers, regulator, buttons."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from articles.blocks.text import ProseBlock
from home.blocks.base import SectionBlock
from home.blocks.links import LinkBlock


class SectionStepBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Step"), max_length=60)
    text = blocks.TextBlock(label=_("Text"), max_length=240, required=False, rows=2)

    class Meta:
        label = _("Step")


class HowItGoesBlock(SectionBlock):
    """What happens to a patient, step by step."""

    plain_template = "plain/steps.html"

    heading = blocks.CharBlock(label=_("Heading"), max_length=100, default=_("How it goes"))
    steps = blocks.ListBlock(SectionStepBlock(), label=_("Steps"), min_num=2, max_num=6)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        description = _("What happens, in two to six numbered steps. Four fit beside each other.")
        group = _("The clinic")
        template = "home/blocks/how_it_goes.html"
        form_layout = blocks.BlockGroup(children=["heading", "steps"], settings=["anchor"])
        preview_value = {
            "heading": "How it goes",
            "steps": [
                {"heading": "Talk", "text": "Twenty minutes with a doctor."},
                {"heading": "Plan", "text": "You get the plan in writing."},
                {"heading": "Treat", "text": "Your GP hears from us if you wish."},
                {"heading": "Check", "text": "What does not help, stops."},
            ],
        }


class TextColumnBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=60, required=False)
    text = ProseBlock(label=_("Text"))

    class Meta:
        label = _("Column")


class ColumnsBlock(SectionBlock):
    """Two or three texts beside each other, below each other on a phone."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=100, required=False)
    columns = blocks.ListBlock(TextColumnBlock(), label=_("Columns"), min_num=2, max_num=3)

    class Meta:
        icon = "grid"
        label = _("Columns")
        description = _("Two or three texts beside each other. On a phone they follow each other.")
        group = _("Text")
        template = "home/blocks/columns.html"
        form_layout = blocks.BlockGroup(children=["heading", "columns"], settings=["anchor"])
        preview_value = {
            "heading": "Getting here",
            "columns": [
                {"heading": "By bus", "text": "<p>Line 8 stops at the door.</p>"},
                {"heading": "By car", "text": "<p>There are two places for Blue Badges.</p>"},
            ],
        }


class PaymentWayBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Who pays"), max_length=60)
    text = blocks.TextBlock(label=_("Text"), max_length=300, rows=3)

    class Meta:
        label = _("Way to pay")


class PaymentBlock(SectionBlock):
    """How treatment is paid: by patients, insurers or a health service."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=100, default=_("How it is paid"))
    ways = blocks.ListBlock(PaymentWayBlock(), label=_("Ways to pay"), max_num=3)
    page = blocks.PageChooserBlock(label=_("Page of prices"), required=False)
    link_text = blocks.CharBlock(label=_("Link to it"), max_length=40, required=False)

    class Meta:
        icon = "key"
        label = _("How it is paid")
        description = _("Up to three ways to pay, in a panel, with a link to your prices.")
        group = _("The clinic")
        template = "home/blocks/payment.html"
        form_layout = blocks.BlockGroup(
            children=["heading", "ways"], settings=["page", "link_text", "anchor"]
        )
        preview_value = {
            "heading": "How it is paid",
            "ways": [
                {"heading": "By you", "text": "Every price is on one page."},
                {"heading": "By your insurer", "text": "Ask yours for a code before you come."},
                {"heading": "Free on the NHS", "text": "Much of this is. We say when."},
            ],
        }


class ReferrersBlock(SectionBlock):
    """What a GP or another clinician needs to know to refer someone."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=100, default=_("For referrers"))
    text = ProseBlock(label=_("Text"))
    needed = blocks.ListBlock(
        blocks.CharBlock(label=_("Item"), max_length=140),
        label=_("What to send"),
        default=[],
        max_num=8,
    )
    links = blocks.ListBlock(LinkBlock(), label=_("Links"), default=[], max_num=3)

    class Meta:
        icon = "group"
        label = _("For referrers")
        description = _("How GPs and other clinicians refer: a text, what to send, and links.")
        group = _("The clinic")
        template = "home/blocks/referrers.html"
        form_layout = blocks.BlockGroup(
            children=["heading", "text", "needed", "links"], settings=["anchor"]
        )
        preview_value = {
            "heading": "For referrers",
            "text": "<p>A letter is enough. We answer within two working days.</p>",
            "needed": ["What was tried, and for how long", "Medicines and allergies"],
            "links": [{"text": "Write to us", "url": "mailto:referrals@haven.example"}],
        }


class RegulatorBlock(SectionBlock):
    """The regulator and the registration of the clinic, from its settings."""

    heading = blocks.CharBlock(
        label=_("Heading"), max_length=100, default=_("Registered and inspected")
    )
    text = ProseBlock(label=_("Text"), required=False)
    links = blocks.ListBlock(
        LinkBlock(),
        label=_("Links"),
        default=[],
        max_num=3,
        help_text=_("Such as your page at the regulator, or its last report."),
    )

    class Meta:
        icon = "tick-inverse"
        label = _("Regulator")
        description = _("Who inspects the clinic. Name and number come from the clinic settings.")
        group = _("The clinic")
        template = "home/blocks/regulator.html"
        form_layout = blocks.BlockGroup(children=["heading", "text", "links"], settings=["anchor"])
        preview_value = {
            "heading": "Registered and inspected",
            "text": "<p>You can read what the inspectors found.</p>",
            "links": [{"text": "Our last report", "url": "https://www.example.org/"}],
        }


class SectionButtonBlock(LinkBlock):
    is_secondary = blocks.BooleanBlock(label=_("Less prominent"), required=False)

    class Meta:
        icon = "link"
        label = _("Button")
        form_classname = ""


class ButtonsBlock(SectionBlock):
    """Up to three buttons, with a heading if they need one."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=100, required=False)
    text = blocks.TextBlock(label=_("Text"), max_length=240, required=False, rows=2)
    buttons = blocks.ListBlock(SectionButtonBlock(), label=_("Buttons"), max_num=3)

    class Meta:
        icon = "link"
        label = _("Buttons")
        description = _("Up to three buttons that lead to a page, an address or a phone number.")
        group = _("Call to action")
        template = "home/blocks/buttons.html"
        form_layout = blocks.BlockGroup(
            children=["heading", "text", "buttons"], settings=["anchor"]
        )
        preview_value = {
            "heading": "",
            "text": "No referral needed.",
            "buttons": [
                {"text": "Book a consultation", "url": "/book/"},
                {"text": "Call us", "url": "tel:+441174960182", "is_secondary": True},
            ],
        }
