"""The sections that can be saved: those of all pages that are composed of sections."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks.stream_block import StreamBlockValidationError

from home.blocks.sections import HomeBodyBlock
from home.blocks.standard import StandardBodyBlock
from home.care.condition_blocks import ConditionBodyBlock
from home.care.service_blocks import ServiceBodyBlock


class SavedBodyBlock(StandardBodyBlock, HomeBodyBlock, ServiceBodyBlock, ConditionBodyBlock):
    """A stream with the sections of all kinds of pages, so a new section is one of them as well.

    Nothing in it has to be complete: a set may have gaps on purpose, and the page that gets a copy
    asks for what is missing when it is published. Of sections with the same name, it has those of
    standard pages.
    """

    class Meta:
        # Those of the page count.
        block_counts: dict[str, dict[str, int]] = {}

    def clean(self, value):
        if not self.is_deferred_validation:
            return self.clean_deferred(value)
        if not len(value):
            empty = ValidationError(_("Choose at least one section."))
            raise StreamBlockValidationError(non_block_errors=[empty])
        return super().clean(value)
