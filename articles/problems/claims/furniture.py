"""Page furniture: what is copied along with a text, such as "Related posts"."""

import re
from collections.abc import Mapping, Sequence

ENDING = r"[\s.:…!»›>→|-]*$"
WORDS = r"\s*\S+(?:\s+\S+){0,7}?"
YEAR = r"(?:19|20)\d\d\b"
WILDCARDS = {"*": WORDS, "#": YEAR}
NOTHING = re.compile(r"(?!)")


def compile_furniture(phrases: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """Return the pattern of the phrases under "whole", "start" and "anywhere"."""
    whole, start, anywhere = (
        "|".join(map(_to_regex, phrases.get(name, ()))) for name in ("whole", "start", "anywhere")
    )
    parts = [
        rf"^\s*(?:{whole}){ENDING}" if whole else "",
        rf"^\s*(?:{start})" if start else "",
        rf"\b(?:{anywhere})\b" if anywhere else "",
    ]
    return re.compile("|".join(filter(None, parts)), re.IGNORECASE) if any(parts) else NOTHING


def _to_regex(phrase: str) -> str:
    """Return the regular expression of a phrase with `*` and `#`."""
    words = (WILDCARDS.get(word) or re.escape(word) for word in phrase.split())
    return r"\s*".join(words) if "#" in phrase else r"\s+".join(words)
