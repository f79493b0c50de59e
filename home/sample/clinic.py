"""The settings of the sample clinic."""

from wagtail.models import Site

from articles.models import EditorialSettings
from home.models import ClinicSettings
from home.sample.bodies import BodyBuilder, SampleLibrary


def fill_settings(
    site: Site, clinic_file: dict, library: SampleLibrary, builder: BodyBuilder
) -> None:
    """Name, contact, footer and editorial rules of the sample clinic."""
    fields = dict(clinic_file["settings"])
    clinic = ClinicSettings.for_site(site)
    clinic.footer_columns = builder.body(
        [{"column": column} for column in fields.pop("footer_columns")]
    )
    clinic.legal_links = builder.body([{"link": link} for link in fields.pop("legal_links")])
    clinic.emergency = library.rich_text(fields.pop("emergency"))
    clinic.booking_page_id = library.page(fields.pop("booking_page", "book-a-consultation"))
    for name, value in fields.items():
        setattr(clinic, name, value)
    clinic.save()

    fields = dict(clinic_file["editorial"])
    editorial = EditorialSettings.for_site(site)
    for name in ("disclaimer", "sample_note"):
        setattr(editorial, name, library.rich_text(fields.pop(name)))
    editorial.policy_page_id = library.page(fields.pop("policy_page"))
    for name, value in fields.items():
        setattr(editorial, name, value)
    editorial.save()
