"""The site whose pages a request may show, available everywhere, as Django's active language is.

Lists, links and caches ask it, so that nothing of one clinic appears on the pages of another.
Outside of requests of visitors (admin, commands, tasks) there is no scope, and nothing is left out.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class SiteScope:
    """A site, its address without a slash at the end, and its part of the page tree.

    `root_path` is the tree path of its home page, and empty if no other site has other pages. `key`
    is its id, and None if there is no other site.
    """

    root_url: str
    key: int | None = None
    root_path: str = ""


@dataclass(frozen=True)
class LibraryScope:
    """The clinics whose part of the library a user finds, beside what all clinics share.

    What the user adds belongs to one of them: `of_new_sources` and `of_new_items` are its id, and
    None if it is shared.
    """

    site_ids: frozenset[int]
    of_new_sources: int | None = None
    of_new_items: int | None = None


_find: ContextVar[Callable[[], SiteScope | None] | None] = ContextVar("site_scope", default=None)
_find_library: ContextVar[Callable[[], LibraryScope | None] | None] = ContextVar(
    "library_scope", default=None
)


def get_scope() -> SiteScope | None:
    """Return the scope of the current request, or None outside of requests of visitors."""
    find = _find.get()
    return find() if find else None


def get_scope_path() -> str:
    """Return the tree path that all pages shown start with; empty if nothing is left out."""
    scope = get_scope()
    return scope.root_path if scope else ""


def get_scope_key() -> int | None:
    scope = get_scope()
    return scope.key if scope else None


def get_library() -> LibraryScope | None:
    """Return the library of the user of the admin; None for all of it."""
    find = _find_library.get()
    return find() if find else None


@contextmanager
def use_library(find: Callable[[], LibraryScope | None]) -> Iterator[None]:
    """Set the library that `find` returns, which is called when something first asks for it."""
    token = _find_library.set(cache(find))
    try:
        yield
    finally:
        _find_library.reset(token)


@contextmanager
def use_scope(find: Callable[[], SiteScope | None]) -> Iterator[None]:
    """Set the scope that `find` returns, which is called when something first asks for it."""
    token = _find.set(cache(find))
    try:
        yield
    finally:
        _find.reset(token)
