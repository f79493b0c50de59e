"""Split a sentence into words and signs."""

import re
from typing import NamedTuple

# "don't" is "do" and "n't", "you'll" is "you" and "'ll".
TOKEN = re.compile(
    r"""
    [^\W\d_]+?(?=n't\b) | n't\b | [^\W\d_]+ | '(?:ll|re|ve|m|d|s)\b
    | \d+(?:[.,]\d+)* | [^\w\s]
    """,
    re.VERBOSE | re.IGNORECASE,
)
# A hyphen between words only joins them: "pain-free" and "pain free" are the same two words.
JOINT = re.compile(r"(?<=\w)-(?=\w)")


class Token(NamedTuple):
    """A word or sign in lower case, and its place in the text."""

    form: str
    start: int
    end: int


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Return the words and signs of a part of the text."""
    return [
        Token(form.lower().replace(",", "") or ",", *match.span())
        for match in TOKEN.finditer(text, start, end)
        if (form := match[0]) != "-" or not JOINT.match(text, match.start())
    ]
