"""Private and locked pages of a kit, and its private collections of documents."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from wagtail.models import PageViewRestriction

from home.kit.errors import Place
from home.kit.fields import FieldDecoder
from home.kit.page_building import BuiltPage
from home.kit.report import LoadReport
from home.kit.single_values import read_datetime
from home.kit.yaml_reading import Mapping, Plain, as_mapping, as_sequence, as_text

PRIVACY, LOCKED = "privacy", "locked"
PRIVACY_KEYS, LOCK_KEYS = ("type", "groups"), ("by", "at")
PASSWORD_LENGTH = 24


def set_lock(built: BuiltPage, decoder: FieldDecoder) -> None:
    """Lock a page that is not stored yet, if its file says so."""
    place = built.source.place
    value = built.fields.get(LOCKED)
    if LOCKED not in built.fields or (isinstance(value, Plain) and value.value is False):
        return
    at = built.fields.place(LOCKED, place)
    fields = value if isinstance(value, Mapping) else Mapping(at.line)
    if not isinstance(value, Mapping) and not (isinstance(value, Plain) and value.value is True):
        raise at.error(_("This is yes or no, or “by” and “at”."))
    check_keys(fields, LOCK_KEYS, at)
    built.page.locked = True
    if fields.get("by"):
        name = as_text(fields["by"], fields.place("by", at))
        built.page.locked_by_id = decoder.names.pk(get_user_model(), name, at)
    made_at = read_datetime(fields["at"], fields.place("at", at)) if fields.get("at") else None
    built.page.locked_at = made_at or timezone.now()


def restrict(built: BuiltPage, decoder: FieldDecoder, report: LoadReport) -> None:
    """Make a stored page private, if its file says so."""
    if PRIVACY in built.fields:
        at = built.fields.place(PRIVACY, built.source.place)
        row = PageViewRestriction(page_id=built.page.pk)
        make_private(row, built.fields[PRIVACY], at, decoder, report, built.source.path)


def make_private(
    row: Any, value: Any, at: Place, decoder: FieldDecoder, report: LoadReport, name: str
) -> None:
    """Store the new restriction of a page or collection.

    A kit has no passwords: it gets one that nobody knows, until somebody sets another.
    """
    fields = as_mapping(value, at)
    check_keys(fields, PRIVACY_KEYS, at)
    kind = as_text(fields.get("type"), fields.place("type", at))
    known = [str(value) for value, _label in PageViewRestriction.RESTRICTION_CHOICES]
    known.remove(PageViewRestriction.NONE)
    if kind not in known:
        message = _("“%(kind)s” is not one of: %(known)s.")
        raise at.unknown(message % {"kind": kind, "known": ", ".join(known)}, kind, known)
    where = fields.place("groups", at)
    groups = [
        decoder.names.pk(Group, as_text(name, each), each)
        for name, each in as_sequence(fields.get("groups"), where).places(where)
    ]
    row.restriction_type = kind
    if kind == PageViewRestriction.PASSWORD:
        row.password = get_random_string(PASSWORD_LENGTH)
        report.note(name, _("needs a new password: nobody knows the one it has"))
    row.save()
    row.groups.set(groups)


def check_keys(fields: Any, known: tuple[str, ...], place: Place) -> None:
    for key in fields:
        if key not in known:
            message = _("“%s” is unknown here.") % key
            raise fields.place(key, place).unknown(message, key, known)
