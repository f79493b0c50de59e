"""Compare what two versions of an article say, whatever their punctuation and layout."""

import re
from unicodedata import category, normalize

from wagtail import blocks

from articles.blocks.walk import StoredBlock, plain_text
from articles.models import ArticlePage
from articles.problems.body_reading import read_body
from articles.problems.content_hash import normalise_value, works_by_id

SEPARATORS = re.compile(r"[\W_]+")
# A minus sign: a hyphen before a number, but not one inside a word such as "type-2".
MINUS = re.compile(r"(?:^|[\s(])[-–]$")
SIGNIFICANT_PUNCTUATION = "%‰"


def has_same_wording(one: ArticlePage, other: ArticlePage) -> bool:
    """Return True if title, standfirst and body of both versions say the same in the same words.

    Only punctuation, white space, text styles and links may differ. The texts for lists and search
    engines, and the log of changes, are not compared.
    """
    return _is_identical(one, other) or _wording(one) == _wording(other)


def normalise_words(text: str) -> str:
    """Return the text without white space and punctuation that changes no meaning.

    What stands between two digits stays, and so do signs such as < and %: "0.5" is not "05".
    """
    return SEPARATORS.sub(_significant, normalize("NFC", text))


def _significant(match: re.Match) -> str:
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    if before.isdigit() and after.isdigit():
        return " ".join(match[0].split()) or " "
    minus = "-" if after.isdigit() and MINUS.search(match[0]) else ""
    return "".join(filter(_is_sign, match[0])) + minus


def _is_sign(char: str) -> bool:
    """Return True for symbols and separate accents: no punctuation, white space or control."""
    return category(char)[0] not in "PZC" or char in SIGNIFICANT_PUNCTUATION


def _is_identical(one: ArticlePage, other: ArticlePage) -> bool:
    """Compare what is stored, which is quicker than to read two bodies."""
    names = ("title", "summary", "body")
    fields = [ArticlePage._meta.get_field(name) for name in names]
    return all(
        field.get_prep_value(getattr(one, field.name))
        == field.get_prep_value(getattr(other, field.name))
        for field in fields
    )


def _wording(article: ArticlePage) -> list:
    reading = read_body(article.body)
    works = works_by_id(reading.references)
    return [
        normalise_words(article.title),
        normalise_words(article.summary),
        *(
            (part.block.name, _part_wording(part, works))
            for section in reading.sections
            for part in section.parts
        ),
    ]


def _part_wording(part: StoredBlock, works):
    value = normalise_value(part, works)
    if not isinstance(value, str):
        return value
    is_rich = isinstance(part.block, blocks.RichTextBlock)
    return normalise_words(plain_text(value) if is_rich else value) or None
