"""nginx with the shipped configuration, in front of sites on given ports.

Only host, ports and files are changed, as an operator would. It serves plain HTTP unless it has a
certificate.
"""

import contextlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from environment import ROOT

from tests.processes import free_port, interrupt_with_parent

CONFIGURATION = ROOT / "site" / "deploy" / "nginx.conf"
NGINX = shutil.which("nginx", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"]))
needs_nginx = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
START_TIMEOUT = 10

# Debian's configuration around a file in sites-enabled, with all written files in one folder.
NGINX_CONFIGURATION = """
daemon off;
{user}
pid {folder}/pid;
error_log {folder}/error.log;
worker_processes 1;
events {{ worker_connections 512; }}
http {{
  include {folder}/mime.types;
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  scgi_temp_path {folder}/scgi;
  uwsgi_temp_path {folder}/uwsgi;
  include {folder}/haven.conf;
}}
"""
MIME_TYPES = "types { image/png png; image/jpeg jpg jpeg; image/webp webp; image/avif avif; }\n"


def adapt_configuration(
    upstreams: Sequence[int | Path],
    folder: Path,
    port: int,
    redirect_port: int,
    certificate: Path | None = None,
) -> str:
    """Return the shipped file for sites on these ports or sockets.

    With two, the lines for two machines replace those for one, as the file itself describes.
    """
    text = CONFIGURATION.read_text()
    if len(upstreams) == 1:
        (upstream,) = upstreams
        server = f"unix:{upstream}" if isinstance(upstream, Path) else f"127.0.0.1:{upstream}"
        text = text.replace("unix:/run/haven/haven.sock", server)
    else:
        text = re.sub(r"\n *server unix:.*", "", text)
        text = re.sub(r"#(server 10\.)", r"\1", text)
        for number, upstream in enumerate(upstreams, 1):
            text = text.replace(f"10.0.0.{number}:8000", f"127.0.0.1:{upstream}")
    text = re.sub(r"\n *listen \[::\].*", "", text)
    text = text.replace("listen 80;", f"listen 127.0.0.1:{redirect_port};")
    if certificate:
        text = text.replace("listen 443", f"listen 127.0.0.1:{port}")
        text = text.replace("/etc/ssl/haven/fullchain.pem", str(certificate / "fullchain.pem"))
        text = text.replace("/etc/ssl/haven/privkey.pem", str(certificate / "privkey.pem"))
    else:
        text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
        text = re.sub(r"\n *ssl_.*", "", text)
    text = text.replace("/var/log/nginx/", f"{folder}/")
    return text.replace("/srv/haven/var/", f"{folder}/")


class NginxServer:
    """An nginx with its own folder."""

    def __init__(
        self, upstreams: Sequence[int | Path], folder: Path, certificate: Path | None = None
    ) -> None:
        (folder / "media").mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        # The server for plain HTTP, which only redirects.
        self.redirect_port = free_port()
        self.redirect_url = f"http://127.0.0.1:{self.redirect_port}"
        # As root, nginx would drop its rights and could not read the folder.
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "mime.types").write_text(MIME_TYPES)
        (folder / "nginx.conf").write_text(NGINX_CONFIGURATION.format(folder=folder, user=user))
        configuration = adapt_configuration(
            upstreams, folder, self.port, self.redirect_port, certificate
        )
        (folder / "haven.conf").write_text(configuration)
        self.command = (
            *(str(NGINX), "-p", str(folder), "-c", str(folder / "nginx.conf")),
            *("-e", str(folder / "error.log")),
        )

    def check(self) -> subprocess.CompletedProcess[str]:
        """Run `nginx -t`."""
        return subprocess.run(
            [*self.command, "-t"], capture_output=True, text=True, check=False, cwd=self.folder
        )

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command, cwd=self.folder, start_new_session=True, preexec_fn=interrupt_with_parent
        )
        deadline = time.monotonic() + START_TIMEOUT
        while not (self.folder / "pid").exists():  # it is written once nginx listens
            if time.monotonic() > deadline or self.process.poll() is not None:
                log = (self.folder / "error.log").read_text(errors="replace")
                raise RuntimeError(f"nginx did not start:\n{log}")
            time.sleep(0.01)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


@contextlib.contextmanager
def running_nginx(upstreams: Sequence[int | Path], folder: Path) -> Iterator[NginxServer]:
    """Run nginx in front of the sites on these ports within the context."""
    nginx = NginxServer(upstreams, folder)
    try:
        nginx.start()
        yield nginx
    finally:
        if hasattr(nginx, "process"):
            nginx.stop()
