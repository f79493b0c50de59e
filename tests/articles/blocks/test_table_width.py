"""Tables and the screens that they fit."""

import pytest

from articles.blocks.table_width import table_width, width_class
from tests.factories import article, block, body, category, home_page
from tests.helpers import parse_response

SHORT = [["When", "Pain halved", "Clear?"], ["At once", "8 of 12", "Yes"], ["Later", "2", "No"]]
LONG = [
    ["If you have", "What we do"],
    ["High blood pressure that is not controlled yet", "Wait " * 9],
]


def test_a_table_of_short_words_fits_a_phone():
    assert width_class(SHORT) == "is-narrow"


def test_a_table_of_sentences_fits_the_column_of_text_only():
    assert width_class([row * 2 for row in LONG]) == ""


def test_a_table_of_many_columns_is_wider_than_the_text():
    assert width_class([row * 4 for row in LONG]) == "is-wide"


def test_one_long_word_needs_room():
    assert table_width([["Hydroxychloroquine"]]) > table_width([["Hydroxy chloroquine"]])


@pytest.mark.parametrize("cell", [None, "", 8, "<p><b>8</b> of&nbsp;12</p>"])
def test_any_cell_has_a_width(cell):
    assert 0 < table_width([[cell]]) < 4


def test_a_table_without_rows_or_columns_is_narrow():
    assert width_class([[]]) == width_class([]) == "is-narrow"


def create_table(rows):
    head, *others = rows
    return block(
        "table",
        {
            "table": {
                "caption": "Relief",
                "columns": [{"type": "text", "heading": heading} for heading in head],
                "rows": [{"values": row} for row in others],
            },
            "note": "",
            "sources": [],
        },
    )


@pytest.mark.django_db
@pytest.mark.sqlite_only
def test_each_value_has_the_heading_of_its_column(client):
    page = article(category(home_page()), body=body(create_table(SHORT)))

    table = parse_response(client.get(page.url)).select_one(".table-part")

    assert "is-narrow" in table["class"]
    assert [label.text for label in table.select("td .cell-label")] == ["Pain halved", "Clear?"] * 2
    assert [cell.text for cell in table.select("th[scope=row]")] == ["At once", "Later"]


@pytest.mark.django_db
@pytest.mark.sqlite_only
def test_a_table_that_scrolls_says_so_but_not_to_programs(client):
    wide = [row * 4 for row in LONG]
    page = article(category(home_page()), body=body(create_table(wide), create_table(SHORT)))

    hints = parse_response(client.get(page.url)).select(".table-hint")
    markdown = client.get(f"{page.url}article.md").content.decode()

    assert len(hints) == 1
    assert "Scroll it sideways" in hints[0].text
    assert "Scroll it sideways" not in markdown
    assert markdown.count("Pain halved") == 1
