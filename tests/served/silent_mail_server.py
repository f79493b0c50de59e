"""A mail server that accepts connections and never says anything."""

import socket
from types import TracebackType
from typing import Self


class SilentMailServer:
    def __enter__(self) -> Self:
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=100)
        self.url = f"smtp+plain://127.0.0.1:{self._socket.getsockname()[1]}"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._socket.close()
