"""The settings of a site in a kit: all models that are registered as settings of a site.

`settings/clinic.yaml` has the fields of `ClinicSettings`.
"""

import re
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.contrib.settings.registry import registry
from wagtail.models import ReferenceIndex, Site

from home.kit.comparison import is_same
from home.kit.errors import Place
from home.kit.fields import FieldDecoder
from home.kit.page_building import fill
from home.kit.reading import KitFiles
from home.kit.report import CREATED, KEPT, REPLACED, UNCHANGED, LoadReport
from home.kit.yaml_reading import as_mapping

FOLDER = "settings/"


def settings_models() -> list[type[BaseSiteSetting]]:
    models = [model for model in registry if issubclass(model, BaseSiteSetting)]
    return sorted(models, key=lambda model: model._meta.label)


def settings_file(model: type[BaseSiteSetting]) -> str:
    """Return `settings/clinic.yaml` for `ClinicSettings`."""
    name = re.sub(r"Settings?\Z", "", model.__name__) or model.__name__
    return FOLDER + re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower() + ".yaml"


def settings_files() -> dict[str, type[BaseSiteSetting]]:
    return {settings_file(model): model for model in settings_models()}


def load_settings(
    kit: KitFiles, decoder: FieldDecoder, site: Site, report: LoadReport, *, overwrite: bool
) -> None:
    """Load the settings of the site. Existing ones stay, unless the whole site is new."""
    for file, model in settings_files().items():
        if file not in kit:
            continue
        place = Place(file, 1)
        fields = as_mapping(kit.yaml(file), place)
        entry = decoder.entry(model, fields, place, file)
        stored: Any = model._default_manager.filter(site=site).first()
        wanted: Any = model(site=site)
        fill(wanted, entry)
        try:
            wanted.clean()
        except ValidationError as error:
            raise place.error(" ".join(error.messages)) from None
        kind = str(model._meta.verbose_name)
        if stored is None:
            wanted.save()
            report.add(kind, CREATED, "")
        elif is_same(decoder.names, stored, wanted):
            report.add(kind, UNCHANGED, "")
        elif overwrite:
            wanted.pk = stored.pk
            wanted.save()
            report.add(kind, REPLACED, "")
        else:
            report.add(kind, KEPT, "")
        if wanted.pk and ReferenceIndex.model_is_indexable(model):
            ReferenceIndex.create_or_update_for_object(wanted)
