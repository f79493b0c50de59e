"""What a site shows, to compare it before a backup and after a restore."""

import re
from pathlib import Path

from django.core.management import call_command
from django.test import Client
from wagtail.models import Page

from tests.helpers import clear_all_caches

# Signed with the time at which the form was rendered.
FORM_TOKEN = re.compile(rb'name="page-token" value="[^"]*"')


def public_pages() -> dict[str, bytes]:
    """Return every public page by its URL."""
    clear_all_caches()
    client = Client()
    urls = [page.url for page in Page.objects.live().specific() if page.url]
    return {url: FORM_TOKEN.sub(b"", client.get(url).content) for url in urls}


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def make_backup(folder: Path) -> Path:
    call_command("backup", str(folder))
    return max(each for each in folder.iterdir() if each.is_dir())
