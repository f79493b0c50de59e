"""Firefox over WebDriver BiDi, which the browser itself serves on a WebSocket.

Source of the commands: the W3C's draft "WebDriver BiDi".
"""

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from websocket import create_connection

from tests.browser.engines.base import SCROLL_TO, WAIT_SECONDS, Engine, EngineError

PROGRAMS = ("firefox-esr", "firefox")
# No request leaves this machine: updates, telemetry and portals are off.
PREFERENCES = {
    "app.update.enabled": False,
    "browser.aboutConfig.showWarning": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage": "about:blank",
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.proxy.type": 0,
    "services.settings.server": "data:,",
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "ui.prefersReducedMotion": 1,
}
LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


def find_firefox() -> str | None:
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


class Firefox(Engine):
    """A headless Firefox with a profile of its own."""

    name = "Firefox"

    def __init__(self, program: str) -> None:
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        preferences = "".join(
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
            for name, value in PREFERENCES.items()
        )
        (Path(self._profile.name) / "user.js").write_text(preferences)
        self._process = subprocess.Popen(
            [
                *(program, "--headless", "--no-remote", "--profile", self._profile.name),
                *("--remote-debugging-port", "0", "about:blank"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._ids = count(1)
        try:
            self._socket = create_connection(
                f"{self._read_address()}/session", timeout=WAIT_SECONDS, suppress_origin=True
            )
            self._send("session.new", capabilities={})
            contexts = self._send("browsingContext.getTree")["contexts"]
            self._context = contexts[0]["context"]
        except BaseException:
            self._end_process()
            raise

    def open(self, url: str) -> None:
        self._send("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def resize(self, width: int, height: int) -> None:
        viewport = {"width": width, "height": height}
        self._send("browsingContext.setViewport", context=self._context, viewport=viewport)

    def call(self, function: str, *args: Any) -> Any:
        # Values go and come as JSON, so that no type of the protocol has to be translated.
        result = self._call(
            f"(json) => JSON.stringify(({function})(...JSON.parse(json)) ?? null)",
            {"type": "string", "value": json.dumps(args)},
        )
        return json.loads(result["value"])

    def click_element(self, selector: str, text: str) -> None:
        element = self._call(
            SCROLL_TO,
            {"type": "string", "value": selector},
            {"type": "string", "value": text},
        )
        origin = {"type": "element", "element": {"sharedId": element["sharedId"]}}
        self._perform(
            "pointer",
            [
                {"type": "pointerMove", "x": 0, "y": 0, "origin": origin},
                {"type": "pointerDown", "button": 0},
                {"type": "pointerUp", "button": 0},
            ],
        )

    def type_text(self, text: str) -> None:
        keys = ["\ue007" if key == "\n" else key for key in text]
        self._perform(
            "key",
            [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")],
        )

    def close(self) -> None:
        try:
            self._send("browser.close")
            self._socket.close()
        finally:
            self._end_process()

    def _perform(self, kind: str, actions: list[dict[str, Any]]) -> None:
        source = {"type": kind, "id": kind, "actions": actions}
        self._send("input.performActions", context=self._context, actions=[source])

    def _call(self, function: str, *arguments: dict[str, Any]) -> dict[str, Any]:
        answer = self._send(
            "script.callFunction",
            functionDeclaration=function,
            arguments=list(arguments),
            target={"context": self._context},
            awaitPromise=False,
        )
        if answer["type"] == "exception":
            raise EngineError(answer["exceptionDetails"]["text"])
        return answer["result"]

    def _send(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._ids)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:  # events may come before the answer
            answer = json.loads(self._socket.recv())
            if answer.get("id") == number:
                break
        if answer["type"] == "error":
            raise EngineError(f"{method}: {answer['error']}: {answer['message']}")
        return answer["result"]

    def _read_address(self) -> str:
        for line in self._lines():
            if match := LISTENING.search(line):
                return match[1]
        message = "Firefox ended before it said where it listens"
        raise EngineError(message)

    def _lines(self) -> Iterator[str]:
        assert self._process.stderr
        return iter(self._process.stderr.readline, "")

    def _end_process(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(WAIT_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stderr:
            self._process.stderr.close()
        self._profile.cleanup()
