"""The form of Settings > Look."""

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.admin.forms import WagtailAdminModelForm

from articles.artwork.palette import Palette
from home.brand.derivation import derive_palette
from home.brand.logo.fields import LogoFieldFile
from home.brand.logo.preparation import PreparedFile
from home.brand.logo_report import LOGO_FIELDS, LogoReport, report_on
from home.brand.models import LookSettings
from home.brand.typed_colours import colour_or_nothing, normalise_colour
from home.models import ClinicSettings

COLOUR_FROM_LOGO = "colour_from_logo"


class LookForm(WagtailAdminModelForm):
    """Shows below each logo how it looks, and takes a colour of the logo as the brand colour."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        site_id = self.instance.site_id
        for name in LOGO_FIELDS:
            if name in self.fields and site_id:
                widget = self.fields[name].widget
                widget.report_on = self._report_on
                widget.check_url = reverse("check_logo", args=[site_id, name])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        # Without a script, the choice arrives beside the colour that was typed before.
        chosen = self.data.get(COLOUR_FROM_LOGO, "")
        if chosen and "colour" not in self.changed_data:
            try:
                cleaned["colour"] = normalise_colour(chosen)
            except ValidationError as error:
                self.add_error("colour", error)
        return cleaned

    def _report_on(self, name: str, upload: Any) -> LogoReport:
        """Return the report on a field: on the upload that waits to be saved, or the saved file."""
        return report_for_form(self.instance, name, upload)


def report_for_form(instance: LookSettings, name: str, upload: Any) -> LogoReport:
    """Return the report on a field of a look, of which `upload` is not saved yet."""
    look = detached(instance)
    if isinstance(upload, PreparedFile):
        setattr(look, name, upload)
    clinic = ClinicSettings.base_queryset().filter(site_id=look.site_id).first()
    return report_on(look, name, str(clinic.name) if clinic else "", unsaved_palette(look))


def detached(look: LookSettings) -> LookSettings:
    """Return a copy that can be changed without changing the files of `look`."""
    values = {}
    for field in look._meta.concrete_fields:
        value = field.value_from_object(look)
        if isinstance(value, LogoFieldFile):
            value = value.upload or value.name
        values[field.attname] = value
    return LookSettings(**values)


def unsaved_palette(look: LookSettings) -> Palette:
    """Return the palette of colours that may not be valid yet."""
    return derive_palette(colour_or_nothing(look.colour), colour_or_nothing(look.accent))
