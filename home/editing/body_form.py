"""The form of pages whose body is composed of sections."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from articles.publishing.page_form import PageForm
from home.models import ClinicSettings
from home.models.clinic_kinds import Country

# Said to whoever publishes testimonials without having confirmed that they are allowed.
UNITED_KINGDOM = _(
    "In the UK you must hold written consent and proof that each testimonial is genuine, and none"
    " may name a prescription medicine. Confirm below that you have checked this."
)
TESTIMONIAL_RULES: dict[str, Any] = {
    Country.AUSTRALIA: _(
        "Australia forbids testimonials about clinical care in the advertising of health services."
        " Confirm below that none of these is about clinical care, or remove the section."
    ),
    **dict.fromkeys(
        (Country.ENGLAND, Country.SCOTLAND, Country.WALES, Country.NORTHERN_IRELAND),
        UNITED_KINGDOM,
    ),
}
OTHER_RULES = _("Countries have different rules. Confirm below that yours allows testimonials.")


class BodyForm(PageForm):
    """Publishes testimonials only if staff have confirmed that their country allows them."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        body = cleaned.get("body")
        if body and not self.is_deferred_validation:
            errors = {
                number: self._unconfirmed()
                for number, child in enumerate(body)
                if getattr(child.block, "has_testimonials", False)
                and not child.value.get("rules_confirmed")
            }
            if errors:
                self.add_error("body", StreamBlockValidationError(block_errors=errors))
        return cleaned

    def _unconfirmed(self) -> StructBlockValidationError:
        page = self.instance if self.instance.pk else self.parent_page
        site = page.get_site() if page else None
        country = ClinicSettings.for_site(site).country if site else ""
        message = ValidationError(TESTIMONIAL_RULES.get(country, OTHER_RULES))
        return StructBlockValidationError(block_errors={"rules_confirmed": message})
