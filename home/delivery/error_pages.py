"""Files that nginx sends while the site does not answer, one for each host name.

They contain their styles, because static files come from the site.
"""

import logging
import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

logger = logging.getLogger(__name__)

STYLES = ("palette", "foundation", "components", "missing", "forms")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
# What may be part of the name of a file.
HOSTNAME = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
# No host name begins with an underscore.
DEFAULT_NAME = "_default"


class SiteContact(Protocol):
    """A site's host name and look, and what `home/enquiry_call.html` shows."""

    @property
    def hostname(self) -> str: ...
    @property
    def is_default(self) -> bool: ...
    @property
    def styles(self) -> str: ...


def write_error_pages(contacts: Iterable[SiteContact]) -> None:
    """Replace the files. One that cannot be written is logged, and nginx sends the old one."""
    folder = Path(settings.ERROR_PAGES_FOLDER)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for contact in contacts:
            page = render_error_page(contact)
            hostname = contact.hostname.lower()
            if HOSTNAME.fullmatch(hostname):
                replace_file(folder / f"{hostname}.html", page)
            if contact.is_default:
                replace_file(folder / f"{DEFAULT_NAME}.html", page)
    except OSError as error:
        logger.error("The error pages cannot be written: %s", type(error).__name__)


def render_error_page(clinic: Any) -> str:
    context = {"clinic": clinic, "styles": mark_safe(inline_styles(clinic.styles))}
    return render_to_string("unavailable.html", context)


def inline_styles(look: str) -> str:
    """Return the style sheets of error pages without fonts, which would have to be loaded.

    That of the site's look comes last. Their layers decide, not their order.
    """
    files = (finders.find(f"css/{name}.css") for name in STYLES)
    text = "\n".join([*(Path(file).read_text() for file in files if file), look])
    return FONT_FACE.sub("", COMMENT.sub("", text))


def replace_file(file: Path, text: str) -> None:
    """Replace the file at once: nginx never sends half of it."""
    unfinished = file.with_name(f".{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        unfinished.write_text(text)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
