"""A mail server on this machine, which answers as the recipient's name says."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# The local part of an address, and the answer to it.
ANSWERS = {"gone": "550 5.1.1 No such mailbox", "later": "450 4.2.1 Try again later"}


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


class SmtpServer:
    """Accepts mail on `port`; `recipients` are those whose mail it has taken.

    It breaks the connection during a mail to "broken@…", and then has taken it or not.
    """

    def __init__(self) -> None:
        self.recipients: list[str] = []
        outer = self

        class Conversation(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                outer.talk(self)

        self._server = _Server(("127.0.0.1", 0), Conversation)
        self.port = self._server.server_address[1]

    def talk(self, conversation: socketserver.StreamRequestHandler) -> None:
        def say(text: str) -> None:
            conversation.wfile.write(f"{text}\r\n".encode())

        say("220 test")
        recipient = ""
        for raw in conversation.rfile:
            line = raw.decode().strip()
            verb = line[:4].upper()
            if verb == "RCPT":
                recipient = line.partition("<")[2].partition(">")[0]
                say(ANSWERS.get(recipient.partition("@")[0], "250 ok"))
            elif verb == "DATA":
                say("354 go on")
                while conversation.rfile.readline().strip() != b".":
                    pass
                if recipient.startswith("broken@"):
                    return
                self.recipients.append(recipient)
                say("250 taken")
            elif verb == "QUIT":
                say("221 bye")
                return
            else:
                say("250 ok")

    @contextmanager
    def running(self) -> Iterator["SmtpServer"]:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
