"""The look of a site, as far as its drawings and share images show it.

Code above decides about it and registers `provide_looks`; without it, every site has the default.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from PIL import Image

from articles.artwork.palette import DEFAULT_PALETTE, Palette


@dataclass(frozen=True)
class Sign:
    """The logo or icon of a site. The version changes with everything that it shows."""

    version: str
    has_name: bool
    """Whether the name of the clinic is part of it."""
    draw: Callable[[int, int], Image.Image | None] = field(compare=False)
    """Return a picture of at most this width and height, or None if the file is missing."""


@dataclass(frozen=True)
class Look:
    """The colours and shapes of a site's images.

    The name is part of their addresses, which are cached for ever. The default look has none.
    """

    name: str = ""
    palette: Palette = DEFAULT_PALETTE
    corners: str = "leaf"
    has_drawings: bool = True
    sign: Sign | None = None
    serif_files: tuple[str, ...] = ("fonts/newsreader.woff2",)
    sans_files: tuple[str, ...] = (
        "fonts/atkinson-hyperlegible-next.woff2",
        "fonts/atkinson-hyperlegible-next-extended.woff2",
    )


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


CompleteLook = Callable[[HttpRequest, Look], Look]
_completers: list[CompleteLook] = []


def complete_looks(complete: CompleteLook) -> CompleteLook:
    """Register the function that adds the present logo and fonts of the request's site."""
    _completers.append(complete)
    return complete


def complete_look(request: HttpRequest, look: Look) -> Look:
    """Return a look with what its name does not stand for: logo and fonts."""
    for complete in _completers:
        look = complete(request, look)
    return look
