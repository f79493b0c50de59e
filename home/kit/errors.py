"""Errors in a kit, with the file and line at which they are."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches

from django.utils.translation import gettext as _


class KitError(Exception):
    """The kit contains something that cannot be loaded. Nothing of it was loaded."""

    def __init__(self, message: str, file: str = "", line: int = 0):
        super().__init__(message, file, line)
        self.message, self.file, self.line = message, file, line

    def __str__(self) -> str:
        if not self.file:
            return self.message
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{place}: {self.message}"


@dataclass(frozen=True)
class Place:
    """A line of a file of the kit."""

    file: str
    line: int = 0

    def at(self, line: int) -> "Place":
        return replace(self, line=line or self.line)

    def error(self, message: str) -> KitError:
        return KitError(message, self.file, self.line)

    def unknown(self, what: str, name: str, known: Iterable[str]) -> KitError:
        """Return an error that suggests the known name that is most alike."""
        alike = get_close_matches(name, list(known), n=1)
        hint = " " + _("Did you mean “%s”?") % alike[0] if alike else ""
        return self.error(f"{what}{hint}")
