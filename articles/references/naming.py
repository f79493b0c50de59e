"""How a source is called: in a citation, and in the addresses of a page."""

from django.utils.text import slugify

from articles.references.authors import parse_author

MAX_LABEL_NAME_LENGTH = 80
MAX_KEY_LENGTH = 60


def short_label(authors: str, year: int | None, title: str = "") -> str:
    """Name of a source in a citation: "Wood 2006"; without authors, the start of its title."""
    names = (parse_author(line).name for line in (authors or "").splitlines())
    name = next(filter(None, names), "") or " ".join((title or "").split()[:4])
    if len(name) > MAX_LABEL_NAME_LENGTH:
        name = f"{name[: MAX_LABEL_NAME_LENGTH - 1].rstrip()}…"
    return " ".join(part for part in (name, str(year or "")) if part)


def base_key(authors: str, year: int | None, title: str = "") -> str:
    """Slug from which a reference's key is made: "wood-2006"."""
    return slugify(short_label(authors, year, title))[:MAX_KEY_LENGTH].strip("-") or "source"
