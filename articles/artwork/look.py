"""The look of a site, as far as its drawings and share images show it.

Code above decides about it and registers `provide_looks`; without it, every site has the default.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from articles.artwork.palette import DEFAULT_PALETTE, Palette


@dataclass(frozen=True)
class Look:
    """The colours and shapes of a site's images.

    The name is part of their addresses, which are cached for ever. The default look has none.
    """

    name: str = ""
    palette: Palette = DEFAULT_PALETTE
    corners: str = "leaf"
    has_drawings: bool = True


DEFAULT_LOOK = Look()


def get_look(context: Any) -> Look:
    """Return the look in the context of a template: `artwork`, or the default one."""
    return context.get("artwork") or DEFAULT_LOOK


FindLook = Callable[[HttpRequest, str], Look | None]
_finders: list[FindLook] = []


def provide_looks(find: FindLook) -> FindLook:
    """Register the function that returns the look of a name.

    It returns None for an unknown name, and for a former one the look that has replaced it.
    """
    _finders.append(find)
    return find


def find_look(request: HttpRequest, name: str) -> Look | None:
    """Return the look of this name or the one that has replaced it, or None if there was none."""
    if not name:
        return DEFAULT_LOOK
    found = (find(request, name) for find in _finders)
    return next((look for look in found if look), None)
