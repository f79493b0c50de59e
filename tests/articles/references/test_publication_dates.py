"""Months and days as files and people write them."""

import pytest

from articles.references.publication_dates import find_month_or_day


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2021-08-16", "2021-08-16"),
        ("2021/8/3/", "2021-08-03"),
        ("2021/08//", "2021-08"),
        ("2021", ""),
        ("2021 Aug 16", "2021-08-16"),
        ("2021 Aug", "2021-08"),
        ("2021 Aug-Sep", ""),
        ("2021 Aug 3-9", "2021-08"),
        ("August 16, 2021", "2021-08-16"),
        ("16 August 2021", "2021-08-16"),
        ("16. Aug. 2021", "2021-08-16"),
        ("Sept 2021", "2021-09"),
        ("March of 2021", ""),
        ("20210816", "2021-08-16"),
        ("2021-02-30", ""),
        ("2021-13", ""),
        ("Marchesa 2021", ""),
    ],
)
def test_a_month_or_day_is_found(text: str, found: str):
    assert find_month_or_day(text) == found
