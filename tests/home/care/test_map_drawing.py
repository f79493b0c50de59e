"""Maps drawn from positions."""

from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from wagtail.blocks import StructBlockValidationError

from home.care.map_blocks import DrawnMapBlock, LineBlock, PositionsBlock
from home.care.map_drawing import (
    HEIGHT,
    SCALE,
    WIDTH,
    Point,
    PositionError,
    draw_line,
    read_points,
)

points = st.builds(Point, st.integers(-20, 120), st.integers(-20, 82))


def test_positions_are_pairs_of_numbers():
    assert read_points(" 0 33, 50.5 31;\n100/25 ") == [(0, 33), (50.5, 31), (100, 25)]
    assert read_points("") == []


@pytest.mark.parametrize(
    ("text", "problem"), [("5", "pair"), ("a b", "pair"), ("5 5 5", "pair"), ("300 0", "outside")]
)
def test_what_cannot_be_read_is_named(text, problem):
    with pytest.raises(PositionError) as error:
        read_points(f"0 0, {text}")
    assert (error.value.problem, error.value.text) == (problem, text)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    with suppress(PositionError):
        assert all(isinstance(point, Point) for point in read_points(text))


@given(st.lists(points, min_size=3, max_size=12), st.text(max_size=30), st.booleans())
def test_names_stay_on_the_map(positions, name, is_area):
    shape = draw_line("street", positions, name or "A", is_area=is_area)

    assert shape.path.startswith("M")
    assert "e" not in shape.path.lower()
    assert shape.label
    assert 0 <= shape.label.x <= WIDTH * SCALE
    assert -40 <= shape.label.y <= HEIGHT * SCALE + 40


def test_a_name_keeps_away_from_the_clinic():
    street = [Point(50, 0), Point(50, 30), Point(50, 62)]

    label = draw_line("street", street, "Mill", is_area=False, avoid=(Point(50, 46),)).label

    assert label
    assert label.y < 300


@pytest.mark.parametrize(
    ("block", "value", "words"),
    [
        (PositionsBlock(), "12", "“12” is not a position"),
        (PositionsBlock(is_single=True), "1 2, 3 4", "Enter one position"),
    ],
)
def test_staff_read_what_is_wrong(block, value, words):
    with pytest.raises(ValidationError, match=words):
        block.clean(value)


@pytest.mark.parametrize(
    ("kind", "positions", "words"),
    [("street", "1 2", "two positions or more"), ("water", "1 2, 3 4", "three positions or more")],
)
def test_a_line_says_how_many_positions_it_needs(kind, positions, words):
    block = LineBlock()
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(block.to_python({"kind": kind, "name": "", "positions": positions}))
    assert words in str(error.value.block_errors["positions"])


def test_an_unfinished_map_draws_what_it_can():
    block = DrawnMapBlock()
    lines = [
        {"kind": "street", "name": "Row", "positions": "0 10, 100 10"},
        {"kind": "street", "name": "Half", "positions": "0 1"},
        {"kind": "nonsense", "name": "", "positions": "0 1, 2 3"},
        {"kind": "walk", "name": "", "positions": "what"},
    ]

    drawing = block.to_python({"clinic": "", "lines": lines}).drawing

    assert [shape.label.text for shape in drawing.shapes if shape.label] == ["Row"]
    assert not drawing.spots
