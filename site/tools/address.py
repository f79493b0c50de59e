"""The address to serve on, with a clear message for each reason why it cannot be used."""

import errno
import ipaddress
import socket
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Address:
    host: str
    port: int

    @property
    def url(self) -> str:
        """Return the URL for a browser on this machine."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104
        host = f"[{host}]" if ":" in host else host
        return f"http://{host}:{self.port}"

    @property
    def allowed_hosts(self) -> list[str]:
        """Return the allowed host names: any, if the server listens on all addresses."""
        if self.is_wildcard:
            return ["*"]
        host = f"[{self.host}]" if ":" in self.host else self.host
        return list(dict.fromkeys([host, "127.0.0.1", "localhost", "[::1]"]))

    @property
    def is_wildcard(self) -> bool:
        try:
            return ipaddress.ip_address(self.host).is_unspecified
        except ValueError:
            return False


def usable_address(host: str, port: str) -> Address:
    """Return the address if it can be listened on, or exit with the reason."""
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        sys.exit(f"PORT must be a number from 1 to 65535, not {port!r}.")
    address = Address(host, int(port))
    try:
        _try_listen(address)
    except socket.gaierror:
        sys.exit(f"HOST={host} is not a name or address known to this machine.")
    except OSError as error:
        sys.exit(_describe_error(address, error))
    return address


def _try_listen(address: Address) -> None:
    """Listen as the server will, with the same option, so that a shared port fails here too."""
    family, kind, protocol, _name, where = socket.getaddrinfo(
        address.host, address.port, type=socket.SOCK_STREAM
    )[0]
    with socket.socket(family, kind, protocol) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(where)
        listener.listen()


def _describe_error(address: Address, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {address.port} is in use. Choose another: make demo PORT={address.port + 1}"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"HOST={address.host} is not an address of this machine."
    if error.errno == errno.EACCES:
        return f"Port {address.port} requires administrator rights. Choose one above 1023."
    return f"{address.url} cannot be served: {error.strerror or error}"
