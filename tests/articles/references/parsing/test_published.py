"""The month or day of publication is read in every style, and no other date is taken for it."""

from typing import Any

import pytest

from articles.references.parsing import parse_list


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Roe J. Ten years of zinc. J Quiet Med. 2014 Mar;8(2):11-4.", "2014-03"),
        ("Roe J. Ten years of zinc. The Quiet Times. 2014 Mar 2:5.", "2014-03-02"),
        ("Roe J. Ten years of zinc. The Quiet Times. March 2, 2014:A5.", "2014-03-02"),
        ("Roe, J. (2014, March 2). Ten years of zinc. The Quiet Times.", "2014-03-02"),
        ("Roe, J. (2014, March). Ten years of zinc. Quiet Magazine, 8(2), 11–14.", "2014-03"),
        ("Roe J. Ten years of zinc. Frieze 2013; published online Sept 14.", "2013-09-14"),
        ("Roe, Jane. 2014. “Ten Years of Zinc.” The Quiet Times, March 2.", "2014-03-02"),
        ("Roe, J. (2014) ‘Ten years of zinc’, The Quiet Times, 2 March, p. 5.", "2014-03-02"),
        ("J. Roe, “Ten years of zinc,” Quiet J., vol. 8, no. 2, pp. 11–14, Mar. 2014.", "2014-03"),
        ("Roe J. Zinc in March 2014. J Quiet Med. 2014;8(2):11-4.", ""),
        ("Roe J. Ten years of zinc. J Quiet Med. 2014;8(2):11-4. Epub 2014 Jan 2.", ""),
        (
            "Roe J. Zinc. Quiet Site; 2014 [cited 2014 May 3]. Available from: https://example.org/a",
            "",
        ),
        ("Roe J. Ten years of zinc. J Quiet Med. 2014;8(2):20140816.", ""),
        ("Roe J. Ten years of zinc. J Quiet Med. 2014 Sep-Oct;8(2):11-4.", ""),
    ],
)
def test_month_or_day_of_publication(text: str, published: str):
    source: Any = parse_list(text)[0].source

    assert source.published == published
    assert source.year in {2013, 2014}
