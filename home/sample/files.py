"""Read the content files: YAML for structure, Markdown for running text."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import markdown
import yaml
from django.conf import settings

from articles.citations.markup import citation_label, mark_html
from articles.models import Reference

SAMPLE_FOLDER = Path(settings.BASE_DIR) / "site" / "sample"
CITATION = re.compile(r"\[(@[\w-]+(?:; ?@[\w-]+)*)\]")
INTERNAL_LINK = re.compile(r'<a href="/([^"]*?)/?">')


def read_yaml(name: str) -> Any:
    """Return the content of one YAML file below `site/sample`."""
    return yaml.safe_load((SAMPLE_FOLDER / name).read_text("utf-8"))


def read_yaml_folder(folder: str) -> dict[str, Any]:
    """Return the contents of a folder's YAML files, by their stems, in order."""
    return {
        path.stem: read_yaml(f"{folder}/{path.name}")
        for path in sorted((SAMPLE_FOLDER / folder).glob("*.yaml"))
    }


def rich_text(
    text: str | None, pages: Mapping[str, int], references: Mapping[str, Reference]
) -> str:
    """Return Markdown as the HTML that Wagtail stores.

    A link to an address of the sample site ("/how-we-review/") becomes a page link, and
    "[@wood-2006; @noppers-2011]" becomes a citation. `pages` maps addresses to page ids,
    `references` maps keys to sources. An unknown key raises `KeyError`.
    """

    def link(match: re.Match) -> str:
        page = pages.get(match[1])
        return f'<a linktype="page" id="{page}">' if page else match[0]

    def citation(match: re.Match) -> str:
        cited = [references[key.strip(" @")] for key in match[1].split(";")]
        return mark_html([source.pk for source in cited], citation_label(cited))

    return CITATION.sub(citation, INTERNAL_LINK.sub(link, markdown.markdown((text or "").strip())))
