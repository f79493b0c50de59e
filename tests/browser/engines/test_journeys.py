"""The main journeys of visitors in Firefox and WebKit."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.engines.base import Engine

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

PHONE, DESKTOP = (390, 844), (1440, 900)
ARTICLE = "/articles/pain/ketamine-and-fibromyalgia/"
TARGET_IN_VIEW = """() => {
  const found = document.querySelector("li.reference:target");
  if (!found) return false;
  const box = found.getBoundingClientRect();
  return box.top < innerHeight && box.bottom > 0;
}"""


@pytest.fixture(autouse=True)
def visitor(engine: Engine, live_server: "LiveServer", sample_clinic: None) -> None:
    """Begin with a blank page, so that no request of an earlier test is still under way."""
    engine.open("about:blank")
    engine.resize(*PHONE)


def test_a_search_leads_to_an_article_and_its_source(
    engine: Engine, live_server: "LiveServer"
) -> None:
    engine.open(f"{live_server.url}/search/")
    engine.fill("main input[name=q]", "fibromyalgia ketam\n")
    engine.wait_for("() => location.search.includes('fibromyalgia')")
    engine.follow("Ketamine and fibromyalgia")
    assert engine.heading() == "Ketamine and fibromyalgia"
    assert not engine.overflows()

    engine.click("main .statement [role=doc-biblioref]")
    engine.click("a", "See in reference list")
    engine.wait_for(TARGET_IN_VIEW)


def test_a_phone_shows_the_verdict_of_a_table_and_a_linked_source(
    engine: Engine, live_server: "LiveServer"
) -> None:
    engine.open(f"{live_server.url}{ARTICLE}#ref-noppers-2011")
    engine.wait_for(TARGET_IN_VIEW)

    assert engine.is_visible(".table-part td", "Clear difference?")
    assert not engine.overflows()
