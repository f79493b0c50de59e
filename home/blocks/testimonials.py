"""What patients say, with their consent; or why the clinic does not publish it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from articles.blocks.text import ProseBlock
from articles.blocks.text_kinds import TextKind
from home.blocks.base import SectionBlock


class NoTestimonialsBlock(SectionBlock):
    """Why the clinic publishes no testimonials."""

    heading = blocks.CharBlock(
        label=_("Heading"), max_length=100, default=_("Why we publish no testimonials")
    )
    text = ProseBlock(
        label=_("Text"),
        default=_(
            "<p>One person’s story cannot tell you what will happen to you. Instead we show what"
            " studies found, with their sources.</p>"
        ),
    )

    class Meta:
        icon = "no-view"
        label = _("Why no testimonials")
        description = _("Says why the clinic publishes no testimonials. The text is a suggestion.")
        group = _("The clinic")
        template = "home/blocks/text.html"
        form_layout = blocks.BlockGroup(children=["heading", "text"], settings=["anchor"])
        preview_value = {
            "heading": "Why we publish no testimonials",
            "text": "<p>One person’s story cannot tell you what will happen to you.</p>",
        }


class TestimonialBlock(blocks.StructBlock):
    """What one person said, and the record of their consent, which is not shown."""

    text_kinds = {"text": TextKind.TESTIMONIAL}

    text = blocks.TextBlock(label=_("What they said"), max_length=400, rows=3)
    person = blocks.CharBlock(
        label=_("Who said it"),
        max_length=80,
        help_text=_("As the person agreed to be named, such as “A patient from Bristol”."),
    )
    said_on = blocks.DateBlock(label=_("When"))
    consent_on = blocks.DateBlock(
        label=_("Consent given on"),
        help_text=_("The day on which the person agreed in writing to this text. Not shown."),
    )
    consent_record = blocks.CharBlock(
        label=_("Where the consent is kept"),
        max_length=140,
        help_text=_("Such as “Consent forms 2026, no. 14”. No health information. Not shown."),
    )

    class Meta:
        icon = "openquote"
        label = _("Testimonial")

    def clean(self, value):
        value = super().clean(value)
        if self.is_deferred_validation:
            return value
        today = timezone.localdate()
        errors = {
            name: ValidationError(_("This day is in the future."))
            for name in ("said_on", "consent_on")
            if value[name] and value[name] > today
        }
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return value


class TestimonialsBlock(SectionBlock):
    """Testimonials. Pages refuse them where the rules of the country need a confirmation."""

    has_testimonials = True
    is_prose = False

    heading = blocks.CharBlock(
        label=_("Heading"), max_length=100, default=_("What patients say about our service")
    )
    testimonials = blocks.ListBlock(TestimonialBlock(), label=_("Testimonials"), max_num=6)
    note = blocks.CharBlock(
        label=_("Note"),
        max_length=240,
        default=_("These are experiences of single people. Yours may be different."),
    )
    rules_confirmed = blocks.BooleanBlock(
        label=_("We have checked that our country allows these testimonials"),
        required=False,
        help_text=_(
            "Australia forbids testimonials about clinical care in advertising. In the UK you must"
            " hold written consent and proof that they are genuine, and they may not name a"
            " prescription medicine. Ask your regulator if you are not sure."
        ),
    )

    class Meta:
        icon = "openquote"
        label = _("Testimonials")
        description = _("What patients say, each with its date and a record of their consent.")
        group = _("The clinic")
        template = "home/blocks/testimonials.html"
        form_layout = blocks.BlockGroup(
            children=["heading", "testimonials", "note", "rules_confirmed"], settings=["anchor"]
        )
        preview_value = {
            "heading": "What patients say about our service",
            "testimonials": [
                {
                    "text": "They called back when they said they would.",
                    "person": "A patient from Bristol",
                    "said_on": date(2026, 3, 2),
                    "consent_on": date(2026, 3, 9),
                    "consent_record": "",
                }
            ],
            "note": "These are experiences of single people. Yours may be different.",
        }
