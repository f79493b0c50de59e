"""Invented works, printed in twelve styles, are read as they were."""

import pytest

from tests.articles.references.parsing.accuracy import measure
from tests.articles.references.parsing.printers import STYLES
from tests.articles.references.parsing.works import invent_works

MIN_RIGHT = {"vancouver": 0.97, "ama": 0.97}
MIN_RIGHT_ELSEWHERE = 0.92
MAX_SILENT = 0.01


@pytest.mark.parametrize("style", STYLES)
def test_invented_works_are_read_in_every_style(style: str):
    found = measure(invent_works(), STYLES[style])

    report = "\n".join(found.wrong)
    assert found.share_right >= MIN_RIGHT.get(style, MIN_RIGHT_ELSEWHERE), report
    assert found.share_silent <= MAX_SILENT, report
