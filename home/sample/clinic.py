"""The settings of the sample clinic."""

from typing import Any

from wagtail.models import Site

from articles.models import EditorialSettings
from home.models import ClinicSettings
from home.sample.bodies import BodyBuilder, SampleLibrary


def fill_settings(
    site: Site, clinic_file: dict, library: SampleLibrary, builder: BodyBuilder
) -> None:
    """Fill in name, contact, footer and editorial rules of the sample clinic."""
    values = dict(clinic_file["settings"])
    for name, kind in (("footer_columns", "column"), ("legal_links", "link")):
        stream = ClinicSettings._meta.get_field(name).stream_block
        values[name] = builder.stream(stream, [{kind: item} for item in values[name]])
    values["emergency"] = library.rich_text(values["emergency"])
    booking_page = values.pop("booking_page", "book-a-consultation")
    values["booking_page_id"] = library.page(booking_page)
    _save(ClinicSettings.for_site(site), values)

    values = dict(clinic_file["editorial"])
    for name in ("disclaimer", "sample_note"):
        values[name] = library.rich_text(values[name])
    values["policy_page_id"] = library.page(values.pop("policy_page"))
    _save(EditorialSettings.for_site(site), values)


def _save(settings: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(settings, name, value)
    settings.save()
