"""Page ranges of the citation styles: NLM drops repeated digits, AMA prints them all."""

import re

DASHES = re.compile("\\s*(?:[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]|-+)\\s*")
LABEL = re.compile(r"^(?:pp?\.\s*|pp?\s+|pages?\s+)(?=\S)", re.IGNORECASE)
# "356-363", "e12-e19", "S12-9": letters, then digits, on both sides. Both styles print pages that
# end in a letter ("211A-218A") in full, and "12-1-12-9" is not a range of two numbers.
RANGE = re.compile(
    r"(?<![\w.-])([A-Za-z]*)([0-9]+)-([A-Za-z]*)([0-9]+)(?![\w-]|\.\w)", flags=re.ASCII
)


def abbreviate_pages(pages: str) -> str:
    """Return pages in NLM style: "356-63" for "356-363", "e12-9" for "e12-e19"."""
    return RANGE.sub(lambda match: _format_range(match, short=True), _normalise_dashes(pages))


def expand_pages(pages: str) -> str:
    """Return pages in AMA style: "356-363" for "356-63", "e12-e19" for "e12-9"."""
    return RANGE.sub(lambda match: _format_range(match, short=False), _normalise_dashes(pages))


def _normalise_dashes(pages: str) -> str:
    """Return the pages without "pp." and with hyphens in place of other dashes."""
    return DASHES.sub("-", LABEL.sub("", " ".join(pages.split())))


def _format_range(match: re.Match[str], *, short: bool) -> str:
    """Return one range; one that does not rise, such as "356-12", is returned unchanged."""
    prefix, first, other, last = match.groups()
    if len(last) < len(first):
        last = first[: -len(last)] + last
    rises = (len(first), first) < (len(last), last)
    if other not in ("", prefix) or not rises:
        return match[0]
    if not short:
        return f"{prefix}{first}-{prefix}{last}"
    if len(first) == len(last):
        same = next(i for i, (a, b) in enumerate(zip(first, last, strict=True)) if a != b)
        last = last[same:]
    return f"{prefix}{first}-{last}"
