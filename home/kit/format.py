"""The format of kits: its version, and the files that a kit may have."""

import re
from collections.abc import Mapping as AnyMapping

from django.utils.translation import gettext as _

from home.kit.errors import KitError, Place
from home.kit.objects import snippet_file, snippet_models
from home.kit.reading import KitFiles
from home.kit.settings import settings_files
from home.kit.single_values import read_integer
from home.kit.yaml_reading import Mapping, as_mapping, as_text

FORMAT = 1
KIT_FILE = "kit.yaml"
KIT_KEYS = ("format", "name", "variables")
# Files for people, which are not loaded.
IGNORED = re.compile(r"(README|LICEN[CS]E|NOTICE)(\.\w+)?\Z|screenshot\.\w+\Z", re.IGNORECASE)
FILES = (
    *(KIT_FILE, "home.yaml", "collections.yaml", "images.yaml", "documents.yaml"),
    *("redirects.yaml", "promoted_results.yaml", "users.yaml", "groups.yaml", "workflows.yaml"),
)
FOLDERS = ("pages/", "images/", "documents/", "files/", "sources/")


def read_kit_file(kit: KitFiles, variables: AnyMapping[str, str]) -> Mapping:
    """Return `kit.yaml`, and set the variables of the kit. Refuse an unknown or later format."""
    if KIT_FILE not in kit:
        message = _("This is not a site kit: it has no file %s with the line “format: %d”.")
        raise KitError(message % (KIT_FILE, FORMAT))
    place = Place(KIT_FILE, 1)
    fields = as_mapping(kit.yaml(KIT_FILE), place)
    for key in fields:
        if key not in KIT_KEYS:
            message = _("“%s” is not a key of this file.") % key
            raise fields.place(key, place).unknown(message, key, KIT_KEYS)
    at = fields.place("format", place)
    version = read_integer(fields.get("format"), at)
    if version != FORMAT:
        message = _("This kit has format %(found)d, and this version of the site reads %(known)d.")
        raise at.error(message % {"found": version, "known": FORMAT})
    own = as_mapping(fields.get("variables"), fields.place("variables", place))
    values = {name: as_text(value, own.place(name, place)) for name, value in own.items()}
    for name in variables:
        if name not in values:
            raise place.unknown(_("The kit has no variable “%s”.") % name, name, values)
    if values:
        kit.variables = values | dict(variables)
        fields = as_mapping(kit.yaml(KIT_FILE), place)
    return fields


def check_files(kit: KitFiles) -> None:
    """Refuse files that nothing would load: a wrong name would otherwise go unnoticed."""
    known = {*FILES, *settings_files(), *(snippet_file(model) for model in snippet_models())}
    for name in kit.names():
        in_folder = name.startswith(FOLDERS)
        if name in known or in_folder or IGNORED.match(name) or name == "sources.json":
            if name.startswith("pages/") and not name.endswith(".yaml"):
                raise KitError(_("Only files that end with .yaml can be in this folder."), name)
            continue
        raise Place(name).unknown(_("A kit has no file of this name."), name, known)
