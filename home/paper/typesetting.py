"""Make leaflets, one at a time, and keep their files."""

import base64
import ctypes
import json
import logging
import os
import subprocess
import sys
from functools import cache
from importlib.util import find_spec

from django.conf import settings
from django.core.cache import caches
from django.utils.module_loading import import_string

from home.paper.document import Document

logger = logging.getLogger(__name__)

# Seconds. Longer is only a machine that stands still.
TIMEOUT = 60
LIBRARY = "weasyprint"
# What the library loads from the system; it needs Pango, HarfBuzz and Fontconfig.
SYSTEM_LIBRARIES = ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib")

# The same document makes the same bytes on every machine, as its ETag says: no font gets the time
# at which its letters were picked, and no set has an order of its own.
SAME_BYTES = {"SOURCE_DATE_EPOCH": "0", "PYTHONHASHSEED": "0"}


class LeafletError(Exception):
    """A leaflet could not be made."""


def is_available() -> bool:
    """Return True if leaflets can be made; without that, no page offers one."""
    return is_installed() and has_system_libraries()


@cache
def is_installed() -> bool:
    """Return True if the library is installed (`requirements-leaflets.txt`)."""
    return find_spec(LIBRARY) is not None


@cache
def has_system_libraries() -> bool:
    """Return True if the library finds what it needs from the system."""
    for name in SYSTEM_LIBRARIES:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


def get_or_make(document: Document) -> bytes:
    """Return the file of a document from the cache, or make it now.

    Raise `TooBusyError`, which is answered with a 503, if too many others wait, and `LeafletError`
    if it cannot be made.
    """
    files, version = caches["leaflets"], document.version
    if file := files.get(version):
        return file
    with import_string(settings.LEAFLET_WORK).turn():
        file = files.get(version)  # made while this request waited
        if file is None:
            file = make_leaflet_file(document)
            files.set(version, file)
    return file


def make_leaflet_file(document: Document) -> bytes:
    """Make the PDF in a process of its own, which knows no secret and no address of the site."""
    files = {
        name: base64.b64encode(content).decode() for name, content in document.read_files().items()
    }
    given = json.dumps({"html": document.html, "address": document.address, "files": files})
    font_cache = settings.VAR_DIR / "cache" / "fontconfig"
    try:
        made = subprocess.run(
            [sys.executable, "-m", "home.paper.pdf_process"],
            input=given.encode(),
            capture_output=True,
            check=True,
            cwd=settings.BASE_DIR,
            env={
                "PATH": os.environ.get("PATH", ""),
                "LANG": "C.UTF-8",
                "XDG_CACHE_HOME": str(font_cache),
                **SAME_BYTES,
            },
            timeout=TIMEOUT,
        )
    except subprocess.CalledProcessError as error:
        logger.error("A leaflet cannot be made: %s", error.stderr.decode(errors="replace")[-2000:])
        raise LeafletError from error
    except (OSError, subprocess.TimeoutExpired) as error:
        logger.error("A leaflet cannot be made: %s", type(error).__name__)
        raise LeafletError from error
    return made.stdout
