"""Errors that fail every test in which they occur."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page


class PageErrors:
    """Collects script errors, violations of the content security policy, requests to other
    servers, and failed requests for files.

    The handlers run in the browser's thread, with Playwright's asynchronous objects.
    """

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.messages: list[str] = []

    def attach(self, page: "Page") -> None:
        page.on("pageerror", lambda error: self.messages.append(f"script error: {error}"))
        page.on("console", self._on_console)
        page.on("request", self._on_request)
        page.on("response", self._on_response)

    def _on_console(self, message: Any) -> None:
        # Chromium also reports failed requests, which `_on_response` describes better.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.messages.append(f"console: {message.text}")

    def _on_request(self, request: Any) -> None:
        if request.url.startswith(("http:", "https:", "ws:")) and not self._is_own(request.url):
            self.messages.append(f"request to another server: {request.url}")

    def _on_response(self, response: Any) -> None:
        # A test may visit a missing page, but a page may not request a missing file.
        if response.status >= 400 and not response.request.is_navigation_request():
            self.messages.append(f"status {response.status}: {response.url}")

    def _is_own(self, url: str) -> bool:
        return url.startswith(f"{self.origin}/")
