"""Names of authors are read in every usual form, alone and in lists."""

import pytest

from articles.references.authors import Author
from articles.references.parsing.author_lists import read_author_list
from articles.references.parsing.author_names import read_name
from articles.references.parsing.leading_authors import leading_authors


@pytest.mark.parametrize(
    ("text", "family", "given", "suffix"),
    [
        ("Roe JA", "Roe", "JA", ""),
        ("Roe, J. A.", "Roe", "JA", ""),
        ("Roe, Jane A.", "Roe", "Jane A.", ""),
        ("J. A. Roe", "Roe", "JA", ""),
        ("J.-P. van der Roe", "van der Roe", "J-P", ""),
        ("King ML Jr", "King", "ML", "Jr"),
        ("King, Jr., M. L.", "King", "ML", "Jr"),
        ("King Jr., M. L.", "King", "ML", "Jr"),
        ("King, M. L., Jr.", "King", "ML", "Jr"),
        ("Stone, Edward H., III", "Stone", "Edward H.", "III"),
        ("Stone, Edward H., Jr.", "Stone", "Edward H.", "Jr"),
        ("Vries, Joey de", "de Vries", "Joey", ""),
        ("Berg, Anna van den", "van den Berg", "Anna", ""),
        ("van den Berg, Anna", "van den Berg", "Anna", ""),
        ("Waal E van de", "van de Waal", "E", ""),
        ("Wu H jun", "Wu", "H-jun", ""),
        ("O'Neil, B.", "O'Neil", "B", ""),
        ("Иванов, И. И.", "Иванов", "ИИ", ""),
        ("山田 太郎", "山田", "太郎", ""),
        ("Wood PBJTJoP", "Wood", "PBJTJoP", ""),
    ],
)
def test_a_name_is_read_in_any_order(text: str, family: str, given: str, suffix: str):
    assert read_name(text) == Author(family, given, suffix)


@pytest.mark.parametrize(
    "text",
    ["", "World Health Organization", "U.S. Food", "Effects of zinc", "Zinc, iron and sleep", "42"],
)
def test_other_words_are_no_name(text: str):
    assert read_name(text) is None


def test_a_name_in_its_spoken_order_is_read_where_one_is_expected():
    assert read_name("Jane A. van der Roe", given_first=True) == Author("van der Roe", "Jane A.")
    assert read_name("Jane A. van der Roe") is None


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Roe, J. A., & Doe, B.", "Roe JA|Doe B"),
        ("Roe, J.A., Doe, B. and Poe, C.", "Roe JA|Doe B|Poe C"),
        ("Roe, J. A. & Doe, B. Y.", "Roe JA|Doe BY"),
        ("J. A. Roe, B. Doe, and C. Poe", "Roe JA|Doe B|Poe C"),
        ("Roe, Jane A., Mary Doe, and Ann Poe", "Roe, Jane A.|Doe, Mary|Poe, Ann"),
        ("Roe, J. A., and M. Doe", "Roe JA|Doe M"),
        ("Roe, Jane; Doe, Mary", "Roe, Jane|Doe, Mary"),
        ("King, M. L., Jr., & Doe, B.", "King ML Jr|Doe B"),
        ("Roe, J., et al.", "Roe J|et al"),
        ("Roe, J., Doe, B., … Poe, C.", "Roe J|Doe B|Poe C|et al"),
        ("1000 Zinc Project Consortium, Roe GR", "1000 Zinc Project Consortium|Roe GR"),
        (
            "Roe, A., Zinc Board, & Academies of Science, Engineering, and Medicine",
            "Roe A|Zinc Board|Academies of Science, Engineering, and Medicine",
        ),
        ("U.S. Food and Drug Administration", "U.S. Food and Drug Administration"),
    ],
)
def test_a_list_of_authors_is_read_in_any_style(text: str, lines: str):
    read_lines = [author.line.replace(" (group)", "") for author in read_author_list(text)]
    assert read_lines == lines.split("|")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Roe, J. A. & Doe, B. Y. Zinc in adults. J Tests", "Zinc in adults. J Tests"),
        ("Roe, Jane, and Mary A. Doe. Zinc in adults", "Zinc in adults"),
        ("Roe, Jane A. “Zinc”", "“Zinc”"),
        ("Roe JA, Doe B: Zinc in adults", "Zinc in adults"),
        ("Roe P. B. A trial of zinc", "A trial of zinc"),
        ("Vitamin D, calcium, and falls. BMJ", "Vitamin D, calcium, and falls. BMJ"),
    ],
)
def test_the_end_of_a_list_of_authors_is_found(text: str, rest: str):
    assert leading_authors(text)[1] == rest
