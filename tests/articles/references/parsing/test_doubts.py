"""A reading that fits, and whose words often mean something else, is doubtful with a reason."""

import pytest

from articles.references.parsing import ParsedReference, parse_list

WITHOUT_DOUBT = [
    "Roe J, Doe A. Ten years of zinc. J Quiet Med. 2014;8(2):11-4.",
    "Roe, J. (2014). Ten years of zinc. Journal of Quiet Medicine, 8(2), 11–14.",
    "Roe, J. (2014). Ten years of zinc. Fenwick Press.",
    "Roe, J. (2014, March 2). Ten years of zinc. The Quiet Times.",
    "Roe J. Ten years of zinc. London: Fenwick Press; 2014.",
    "Roe J. Ten years of zinc. Journal of Quiet Medicine. 2014;8.",
]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Roe J. Ten years of zinc. Quiet Times. 2014;A20.", "volume"),
        ("Roe J. Ten years of zinc. The Quiet Times. 2014 Mar 2;5.", "volume"),
        ("Roe J. Ten years of zinc. Bruguera 2014.", "container"),
        ("Roe, J. (2014). Ten years of zinc. The Quiet Times, Leeds. (2014).", "container"),
        (
            "J. Roe, “Ten years of zinc,” Quiet Studies Special Issue, vol. 8, pp. 1–4, 2014.",
            "container",
        ),
        ("Roe J. Ten years of zinc. Stuff for sleep [Internet]. Norway; 2014.", "title"),
        ("Roe J. Walking alone. Essays on quiet. London: Fenwick Press; 2014. p. 20-31.", "title"),
        (
            "Roe, J. (2014). Ten years of zinc [University of Fenwick]. https://example.org/a",
            "title",
        ),
        ("Roe, J. (2014). Ten years of zinc., third printing. Fenwick Press.", "title"),
        ("J. Roe, Ten years of zinc. Basic Books, A Member of Fenwick, 2014.", "publisher"),
    ],
)
def test_what_often_means_something_else_is_doubtful(text: str, field: str):
    parsed = _parse(text)

    assert [(one.code, one.field) for one in parsed.diagnoses] == [("doubtful", field)]


@pytest.mark.parametrize("text", WITHOUT_DOUBT)
def test_usual_references_are_not_doubtful(text: str):
    assert _parse(text).diagnoses == []


def _parse(text: str) -> ParsedReference:
    (parsed,) = parse_list(text)
    return parsed
