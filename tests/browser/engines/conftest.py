"""The fixture `engine`: Firefox and then WebKit, each started once."""

from collections.abc import Iterator

import pytest

from tests.browser.engines.base import Engine
from tests.browser.engines.firefox import Firefox, find_firefox
from tests.browser.engines.webkit import WebKit, find_webkit


@pytest.fixture(scope="session", params=["firefox", "webkit"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    browser: Engine
    if request.param == "firefox":
        program = find_firefox()
        if program is None:
            pytest.skip("Firefox is not installed (Debian: firefox-esr)")
        browser = Firefox(program)
    else:
        programs = find_webkit()
        if programs is None:
            pytest.skip("WebKit is not installed (Debian: webkit2gtk-driver and xvfb)")
        browser = WebKit(*programs)
    yield browser
    browser.close()
