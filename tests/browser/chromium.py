"""Drives the system's Chromium from ordinary, synchronous tests.

Playwright's own synchronous interface keeps an event loop running in the test's thread. Django
then refuses database queries there, and with the refusal switched off hands out a second
connection, so that what a test sets up and what it looks at are no longer the same. Here the
asynchronous interface runs in a thread of its own, behind a proxy that waits for each answer.
"""

import asyncio
import inspect
import os
import shutil
import threading
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, cast, overload

from playwright import async_api

if TYPE_CHECKING:
    # The proxies have these types for type checkers and editors.
    from playwright.sync_api import Browser, Locator, LocatorAssertions, Page, PageAssertions

# A machine that does other work at the same time takes long now and then; only a failure waits.
async_api.expect.set_options(timeout=15_000)

# The shell, which has no window, opens a page for a third of a whole browser's work.
CHROMIUM_NAMES = (
    *("chromium-headless-shell", "chrome-headless-shell"),
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
)

# Only this machine exists: a page that asks for anything else fails to get it, and shows.
CHROMIUM_ARGUMENTS = [
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
]


def find_chromium() -> str | None:
    """Return the program that `CHROMIUM` names, or the first one on the path."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


class EventLoopThread:
    """An event loop in its own thread."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    def wait(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        __tracebackhide__ = True
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result()

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()


class SyncProxy:
    """A proxy of a Playwright object that waits for the result of each attribute and call."""

    def __init__(self, target: Any, thread: EventLoopThread) -> None:
        self._target = target
        self._thread = thread

    def __getattr__(self, name: str) -> Any:
        return self._run(lambda: getattr(self._target, name))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        __tracebackhide__ = True
        args = tuple(unwrap(value) for value in args)
        kwargs = {name: unwrap(value) for name, value in kwargs.items()}
        return self._run(lambda: self._target(*args, **kwargs))

    def __enter__(self) -> Any:
        """Enter a context such as `with page.expect_popup() as popup:`."""
        return self._run(self._target.__aenter__)

    def __exit__(self, *exception: object) -> None:
        self._run(lambda: self._target.__aexit__(*exception))

    def _run(self, action: Callable[[], Any]) -> Any:
        __tracebackhide__ = True

        async def perform() -> Any:
            result = action()
            return await result if inspect.isawaitable(result) else result

        return self._wrap(self._thread.wait(perform()))

    def _wrap(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._wrap(item) for item in value]
        if inspect.ismethod(value) or type(value).__module__.startswith("playwright."):
            return SyncProxy(value, self._thread)
        return value


def unwrap(value: Any) -> Any:
    return value._target if isinstance(value, SyncProxy) else value


class Chromium:
    """A browser, started once for all tests."""

    def __init__(self, executable: str) -> None:
        self.thread = EventLoopThread()
        self._playwright = self.thread.wait(async_api.async_playwright().start())
        launched = self._playwright.chromium.launch(
            executable_path=executable, args=CHROMIUM_ARGUMENTS
        )
        self.browser = cast("Browser", SyncProxy(self.thread.wait(launched), self.thread))

    def close(self) -> None:
        self.browser.close()
        self.thread.wait(self._playwright.stop())
        self.thread.stop()


@overload
def expect(subject: "Page") -> "PageAssertions": ...
@overload
def expect(subject: "Locator") -> "LocatorAssertions": ...
def expect(subject: Any) -> Any:
    """Return Playwright's assertions, which retry until they hold or time out."""
    return SyncProxy(async_api.expect(unwrap(subject)), subject._thread)
