"""The actions that a journey needs of any browser."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

WAIT_SECONDS = 20.0
# The first visible element that matches the selector and, if a text is given, has it as its text.
FIND = """(selector, text) => [...document.querySelectorAll(selector)].find((element) =>
  (!text || element.textContent.replace(/\\s+/g, " ").trim().includes(text))
  && element.getClientRects().length) || null"""
SCROLL_TO = f"""(selector, text) => {{
  const found = ({FIND})(selector, text);
  found.scrollIntoView({{block: "center", behavior: "instant"}});
  return found;
}}"""
IS_VISIBLE = f"""(selector, text) => {{
  const found = ({FIND})(selector, text);
  if (!found) return false;
  const box = found.getBoundingClientRect();
  return box.width > 0 && box.left >= -1 && box.right <= document.documentElement.clientWidth + 1;
}}"""


class Engine(ABC):
    """A browser with one page. `call` evaluates a JavaScript function with plain arguments."""

    name = ""

    @abstractmethod
    def open(self, url: str) -> None:
        """Go to the URL and wait until it has loaded."""

    @abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Set the size of the viewport, as far as the browser can be made that small."""

    @abstractmethod
    def call(self, function: str, *args: Any) -> Any:
        """Return the JSON value of a JavaScript function."""

    @abstractmethod
    def click_element(self, selector: str, text: str) -> None:
        """Click with the pointer in the middle of the element, after scrolling to it."""

    @abstractmethod
    def type_text(self, text: str) -> None:
        """Press the keys of a text; "\\n" is Enter."""

    @abstractmethod
    def close(self) -> None:
        """End the browser."""

    def click(self, selector: str, text: str = "") -> None:
        """Click the first visible element that matches."""
        self.wait_for(FIND, selector, text)
        self.click_element(selector, text)

    def fill(self, selector: str, text: str) -> None:
        self.click(selector)
        self.type_text(text)

    def follow(self, text: str, selector: str = "main a") -> None:
        """Click the link with the text, and wait for the page that it leads to."""
        before = self.call("() => performance.timeOrigin")
        self.click(selector, text)
        self.wait_until(lambda: self.call("() => performance.timeOrigin") != before, text)
        self.wait_for("() => document.readyState === 'complete'")

    def heading(self) -> str:
        """Return the text of the page's first heading."""
        return self.call("() => document.querySelector('h1').textContent.trim()")

    def text(self, selector: str = "main") -> str:
        """Return the text that is rendered in an element."""
        return self.call("(selector) => document.querySelector(selector).innerText", selector)

    def is_visible(self, selector: str, text: str = "") -> bool:
        """Return True if the element is rendered within the width of the window."""
        return bool(self.call(IS_VISIBLE, selector, text))

    def overflows(self) -> bool:
        """Return True if the page scrolls sideways."""
        return self.call(
            "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )

    def wait_for(self, function: str, *args: Any) -> None:
        """Wait until the function returns something true."""
        self.wait_until(lambda: self.call(f"(...args) => !!({function})(...args)", *args), args)

    def wait_until(self, condition: Callable[[], bool], what: Any) -> None:
        end = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                if condition():
                    return
            except EngineError:  # between two documents there is nothing to ask
                if time.monotonic() > end:
                    raise
            if time.monotonic() > end:
                message = f"{self.name} timed out waiting for {what}"
                raise AssertionError(message)
            time.sleep(0.05)


class EngineError(Exception):
    """The browser answered a command with an error."""
