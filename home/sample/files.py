"""Read the content files: YAML for structure, Markdown for running text."""

import re
from pathlib import Path
from typing import Any

import markdown
import yaml
from django.conf import settings

SAMPLE = Path(settings.BASE_DIR) / "site" / "sample"
INTERNAL_LINK = re.compile(r'<a href="/([^"]*?)/?">')


def read(name: str) -> Any:
    """The content of one YAML file below `site/sample`."""
    return yaml.safe_load((SAMPLE / name).read_text("utf-8"))


def read_all(folder: str) -> dict[str, Any]:
    """Every YAML file of a folder, by its name without the ending, in order."""
    return {
        path.stem: read(f"{folder}/{path.name}")
        for path in sorted((SAMPLE / folder).glob("*.yaml"))
    }


def rich_text(text: str | None, pages: dict[str, int]) -> str:
    """Markdown as the HTML Wagtail stores.

    A link to an address of the sample site ("/how-we-review/") becomes a link to the page, so
    that it follows when an editor moves it. `pages` maps addresses to page ids.
    """

    def link(match: re.Match) -> str:
        page = pages.get(match[1])
        return f'<a linktype="page" id="{page}">' if page else match[0]

    return INTERNAL_LINK.sub(link, markdown.markdown((text or "").strip()))
