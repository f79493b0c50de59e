"""Names of a source: its label in a citation and its key in anchors."""

from django.utils.text import slugify

from articles.references.authors import parse_author

MAX_LABEL_NAME_LENGTH = 80
MAX_KEY_LENGTH = 60


def short_label(authors: str, year: int | None, title: str = "") -> str:
    """Return "Wood 2006", or the first words of the title if there are no authors."""
    names = (parse_author(line).name for line in (authors or "").splitlines())
    name = next(filter(None, names), "") or " ".join((title or "").split()[:4])
    if len(name) > MAX_LABEL_NAME_LENGTH:
        name = f"{name[: MAX_LABEL_NAME_LENGTH - 1].rstrip()}…"
    return " ".join(part for part in (name, str(year or "")) if part)


def base_key(authors: str, year: int | None, title: str = "") -> str:
    """Return the slug that a reference's key starts with: "wood-2006"."""
    return slugify(short_label(authors, year, title))[:MAX_KEY_LENGTH].strip("-") or "source"
