"""WebKitGTK's MiniBrowser over WebDriver, on a virtual screen.

Source of the commands: the W3C's recommendation "WebDriver".
"""

import json
import os
import shutil
import subprocess
import tempfile
import time
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from tests.browser.engines.base import SCROLL_TO, WAIT_SECONDS, Engine, EngineError
from tests.processes import free_port

DRIVER = "WebKitWebDriver"
SCREEN = "Xvfb"
MINI_BROWSERS = "webkit2gtk-4.*/MiniBrowser"
LIBRARIES = (Path("/usr/lib"), Path("/usr/libexec"))
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the name that WebDriver gives references


def find_webkit() -> tuple[str, str, str] | None:
    """Return the paths of driver, browser and virtual screen, or None if one is missing."""
    driver, screen = shutil.which(DRIVER), shutil.which(SCREEN)
    browsers = [path for top in LIBRARIES for path in sorted(top.glob(f"*/{MINI_BROWSERS}"))]
    browsers += [path for top in LIBRARIES for path in sorted(top.glob(MINI_BROWSERS))]
    if not driver or not screen or not browsers:
        return None
    return driver, str(browsers[-1]), screen


class WebKit(Engine):
    """A MiniBrowser with settings, history and screen of its own."""

    name = "WebKit"

    def __init__(self, driver: str, browser: str, screen: str) -> None:
        self._home = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._processes: list[subprocess.Popen] = []
        self._session = ""
        try:
            display = self._start_screen(screen)
            self._port = free_port()
            self._start(
                [driver, f"--port={self._port}", "--host=127.0.0.1"],
                DISPLAY=display,
                HOME=self._home.name,
                XDG_RUNTIME_DIR=self._home.name,
                GDK_BACKEND="x11",
                LIBGL_ALWAYS_SOFTWARE="1",
                WEBKIT_DISABLE_COMPOSITING_MODE="1",
                # A container gives no namespaces to nest the browser's own sandbox in.
                WEBKIT_FORCE_SANDBOX="0",
                WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS="1",
            )
            self._wait_for_driver()
            options = {"binary": browser, "args": ["--automation"]}
            wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
            self._session = self._request("POST", "/session", capabilities=wanted)["sessionId"]
        except BaseException:
            self._end_processes()
            raise

    def open(self, url: str) -> None:
        self._command("POST", "/url", url=url)

    def resize(self, width: int, height: int) -> None:
        """Set the size of the window. Its tool bar keeps it at least 447 pixels wide."""
        self._command("POST", "/window/rect", width=width, height=height)

    def call(self, function: str, *args: Any) -> Any:
        script = f"return JSON.stringify(({function})(...JSON.parse(arguments[0])) ?? null)"
        return json.loads(
            self._command("POST", "/execute/sync", script=script, args=[json.dumps(args)])
        )

    def click_element(self, selector: str, text: str) -> None:
        script = f"return ({SCROLL_TO})(arguments[0], arguments[1])"
        found = self._command("POST", "/execute/sync", script=script, args=[selector, text])
        self._command("POST", f"/element/{found[ELEMENT]}/click")

    def type_text(self, text: str) -> None:
        focused = self._command("GET", "/element/active")[ELEMENT]
        keys = text.replace("\n", "\ue007")
        self._command("POST", f"/element/{focused}/value", text=keys)

    def close(self) -> None:
        try:
            self._request("DELETE", f"/session/{self._session}")
        finally:
            self._end_processes()

    def _command(self, method: str, path: str, **params: Any) -> Any:
        return self._request(method, f"/session/{self._session}{path}", **params)

    def _request(self, method: str, path: str, **params: Any) -> Any:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=3 * WAIT_SECONDS)
        body = json.dumps(params) if method == "POST" else None
        try:
            connection.request(method, path, body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            value = json.load(answer)["value"]
        finally:
            connection.close()
        if answer.status != HTTPStatus.OK:
            raise EngineError(f"{path}: {value}")
        return value

    def _start_screen(self, program: str) -> str:
        """Start the virtual screen, which says the number that it chose."""
        reading, writing = os.pipe()
        screen = [program, "-displayfd", str(writing), "-screen", "0", "1600x1200x24"]
        self._start([*screen, "-nolisten", "tcp"], pass_fds=(writing,))
        os.close(writing)
        with os.fdopen(reading) as numbers:
            number = numbers.readline().strip()
        if not number:
            message = "the virtual screen did not start"
            raise EngineError(message)
        return f":{number}"

    def _start(self, command: list[str], pass_fds: tuple[int, ...] = (), **variables: str) -> None:
        self._processes.append(
            subprocess.Popen(
                command,
                env=os.environ | variables,
                pass_fds=pass_fds,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )

    def _wait_for_driver(self) -> None:
        end = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                self._request("GET", "/status")
                return
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)

    def _end_processes(self) -> None:
        """End the driver, which ends the browser, and then the screen."""
        for process in reversed(self._processes):
            process.terminate()
            try:
                process.wait(WAIT_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._home.cleanup()
