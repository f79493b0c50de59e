"""System checks of the deployment (`manage.py check --deploy`)."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage, staticfiles_storage
from django.core import checks
from django.core.files.storage import FileSystemStorage, default_storage


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
