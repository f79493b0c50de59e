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


def test_a_visitor_goes_from_a_condition_to_a_price_and_books(
    engine: Engine, live_server: "LiveServer"
) -> None:
    engine.open(live_server.url)
    assert engine.is_visible("main h1", "Bristol")
    engine.follow("Fibromyalgia")
    assert engine.heading() == "Fibromyalgia"
    engine.follow("Pain clinic")
    assert engine.heading() == "Pain clinic"
    assert engine.is_visible("main", "£240")
    assert not engine.overflows()

    engine.follow("Book a consultation")
    assert engine.heading() == "Book a consultation"
    assert engine.is_visible("main button", "Send request")


def test_a_word_of_danger_leads_to_help_first(engine: Engine, live_server: "LiveServer") -> None:
    engine.open(f"{live_server.url}/search/")
    engine.fill("main input[name=q]", "kill myself\n")
    engine.wait_for("() => location.search.includes('kill')")

    assert engine.is_visible("main [role=alert] a[href='tel:999']")
    assert not engine.overflows()
