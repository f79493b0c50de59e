"""System checks of the deployment (`manage.py check --deploy`)."""

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage, staticfiles_storage
from django.core import checks
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import DatabaseError
from django.http.request import validate_host
from django.utils import timezone

from articles.models.site_roots import UNSET_HOSTNAME, get_site_roots
from home.enquiry.spool import Spool
from home.models.roles import find_roles_to_complete
from home.paper import typesetting


@checks.register(checks.Tags.files, deploy=True)
def check_static_files_collected(**kwargs: Any) -> list[checks.CheckMessage]:
    """Report a missing manifest of static files, without which every page fails."""
    if not isinstance(staticfiles_storage, ManifestStaticFilesStorage):
        return []
    if staticfiles_storage.read_manifest() is not None:
        return []
    return [
        checks.Error(
            f"There are no collected static files in {settings.STATIC_ROOT}.",
            hint="Run `manage.py collectstatic`.",
            id="config.E001",
        )
    ]


@checks.register(checks.Tags.files, deploy=True)
def check_uploads_writable(**kwargs: Any) -> list[checks.CheckMessage]:
    """Report a media folder that uploads cannot be written to."""
    if not isinstance(default_storage, FileSystemStorage):
        return []
    folder = Path(settings.MEDIA_ROOT)
    while not folder.exists():
        folder = folder.parent
    if os.access(folder, os.W_OK):
        return []
    return [checks.Error(f"Uploads cannot be written to {settings.MEDIA_ROOT}.", id="config.E002")]


@checks.register(checks.Tags.security, deploy=True)
def check_site_url_scheme(**kwargs: Any) -> list[checks.CheckMessage]:
    """Warn if links in mails and previews would use http on a site served over https."""
    address = settings.WAGTAILADMIN_BASE_URL
    if not settings.SECURE_SSL_REDIRECT or address.startswith("https://"):
        return []
    return [
        checks.Warning(
            f"SITE_URL is {address!r} although the site is served over https.",
            hint="Set SITE_URL to the address visitors use.",
            id="config.W001",
        )
    ]


@checks.register(checks.Tags.security, deploy=True)
def check_sites(**kwargs: Any) -> list[checks.CheckMessage]:
    """Warn of sites that no request can reach, and of clinics that are not walled."""
    try:
        roots = get_site_roots()
    except DatabaseError:
        return []  # not migrated yet
    messages: list[checks.CheckMessage] = []
    for root in roots:
        if root.hostname != UNSET_HOSTNAME and not validate_host(
            root.hostname, settings.ALLOWED_HOSTS
        ):
            text = f"The site {root.hostname} is not in ALLOWED_HOSTS, so it cannot be visited."
            hint = "Add its host name, or correct it under Settings > Sites."
            messages.append(checks.Warning(text, hint=hint, id="config.W018"))
        above = [each for each in roots if root.path != each.path]
        if any(root.path.startswith(each.path) for each in above):
            text = f"The home page of the site {root.hostname} is below that of another site."
            hint = "Move it to the top of the page tree: otherwise the other site shows its pages."
            messages.append(checks.Warning(text, hint=hint, id="config.W019"))
    return messages


@checks.register(checks.Tags.files, deploy=True)
def check_leaflets(**kwargs: Any) -> list[checks.CheckMessage]:
    """Say that pages offer no leaflet, and warn if that is because half of it is missing."""
    if not typesetting.is_installed():
        text = "Articles offer no leaflet (PDF)."
        hint = "Install requirements-leaflets.txt and Pango if you want them."
        return [checks.Info(text, hint=hint, id="config.I001")]
    if not typesetting.has_system_libraries():
        text = "Articles offer no leaflet (PDF), because Pango is missing."
        hint = "Install libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0."
        return [checks.Warning(text, hint=hint, id="config.W020")]
    return []


@checks.register(checks.Tags.security, deploy=True)
def check_roles(**kwargs: Any) -> list[checks.CheckMessage]:
    """Say that roles lack permissions, as after an upgrade that brought new ones."""
    try:
        names = find_roles_to_complete()
    except (DatabaseError, KeyError):
        return []  # not migrated yet
    if not names:
        return []
    text = f"These groups lack permissions that belong to their role: {', '.join(sorted(names))}."
    hint = "Run `manage.py set_up_roles`, unless you have taken them away on purpose."
    return [checks.Info(text, hint=hint, id="config.I002")]


# Seconds. A nightly backup that was missed once.
BACKUP_AGE_LIMIT = 2 * 24 * 60 * 60


@checks.register(checks.Tags.security, deploy=True)
def check_mail(**kwargs: Any) -> list[checks.CheckMessage]:
    """Warn without a mail server or a sender, and if nobody hears of failures."""
    messages: list[checks.CheckMessage] = []
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        text = "There is no mail server: mails, with the links of reviews, go into the log."
        hint = "Set EMAIL_URL."
        messages.append(checks.Warning(text, hint=hint, id="config.W010"))
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        text = f"Mails are sent from {settings.DEFAULT_FROM_EMAIL}, which most servers refuse."
        messages.append(checks.Warning(text, hint="Set DEFAULT_FROM_EMAIL.", id="config.W011"))
    if not settings.ADMINS:
        text = "Nobody gets a mail when scheduled work fails."
        hint = "Set OPERATORS to email addresses."
        messages.append(checks.Warning(text, hint=hint, id="config.W012"))
    return messages


@checks.register(checks.Tags.files, deploy=True)
def check_backups(**kwargs: Any) -> list[checks.CheckMessage]:
    """Warn without a backup of the last two days."""
    hint = "See “Backup and restore” in site/deploy/README.md."
    if not settings.BACKUP_STAMP:
        text = "No backups are configured."
        return [checks.Warning(text, hint=hint, id="config.W013")]
    try:
        age = time.time() - Path(settings.BACKUP_STAMP).stat().st_mtime
    except OSError:
        text = f"There was no backup yet: {settings.BACKUP_STAMP} does not exist."
        return [checks.Warning(text, hint=hint, id="config.W014")]
    if age < BACKUP_AGE_LIMIT:
        return []
    text = f"The last backup is {age / 86_400:.0f} days old."
    return [checks.Warning(text, hint=hint, id="config.W015")]


@checks.register(checks.Tags.security, deploy=True)
def check_second_factor(**kwargs: Any) -> list[checks.CheckMessage]:
    """Warn if a password is enough to publish."""
    if settings.SECOND_FACTOR_REQUIRED:
        return []
    text = "Publishers and administrators can log in with only a password."
    hint = "Set SECOND_FACTOR_REQUIRED=1. They set up a second factor at their next login."
    return [checks.Warning(text, hint=hint, id="config.W016")]


# Seconds. The site stores enquiries as soon as the database answers.
ENQUIRY_AGE_LIMIT = 60 * 60


@checks.register(checks.Tags.files, deploy=True)
def check_kept_enquiries(**kwargs: Any) -> list[checks.CheckMessage]:
    """Report a spool of enquiries that cannot be read or written, and enquiries left in it."""
    spool = Spool.of_this_site()
    folder = spool.folder
    while not os.access(folder, os.F_OK):  # `Path.exists` fails below a folder that is closed
        folder = folder.parent
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        text = f"Enquiries cannot be kept in {spool.folder} while the database is away."
        hint = f"Let the user of the site read and write {folder}."
        return [checks.Error(text, hint=hint, id="config.E004")]
    limit = timezone.now() - timedelta(seconds=ENQUIRY_AGE_LIMIT)
    if number := sum(spooled.written_at() < limit for spooled in spool.enquiries()):
        text = f"{number} enquiries on disk are not in the database."
        hint = "Run `manage.py store_enquiries`, which says why."
        return [checks.Warning(text, hint=hint, id="config.W017")]
    return []
