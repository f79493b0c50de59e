"""Reads the settings an operator changes from environment variables.

A missing or unusable value does not stop at once: it is noted, a stand-in is returned, and
`refuse_if_incomplete()` names everything that is wrong in one go. Every variable is read through
these functions by its literal name, so that a test can hold the table in the README against them.
"""

import os
from importlib.util import find_spec
from typing import NoReturn

_problems: list[str] = []


def text(name: str, default: str = "") -> str:
    """The variable as it stands; an empty one counts as absent."""
    return os.environ.get(name, "").strip() or default


def required(name: str, purpose: str) -> str:
    """A variable that has no sensible default; `purpose` completes the sentence about it."""
    value = text(name)
    if not value:
        add_problem(f"{name} is not set: {purpose}")
    return value


def flag(name: str, *, default: bool) -> bool:
    """A switch: 1/0, true/false, yes/no or on/off."""
    value = text(name).lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        add_problem(f"{name} must be 1 or 0, not {value!r}")
    return default


def number(name: str, *, default: int) -> int:
    """A whole number, not below nought."""
    value = text(name)
    if value.isascii() and value.isdecimal():
        return int(value)
    if value:
        add_problem(f"{name} must be a whole number, not {value!r}")
    return default


def words(name: str) -> list[str]:
    """A list, separated by commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def require_packages(name: str, module: str) -> None:
    """What a variable asks for has to be installed; not every site needs it."""
    if find_spec(module) is None:
        add_problem(
            f"{name} needs the packages of requirements-several.txt, which are not installed"
        )


def add_problem(sentence: str) -> None:
    """Note one thing that keeps the site from starting."""
    if sentence not in _problems:
        _problems.append(sentence)


def refuse_if_incomplete() -> None:
    """Stop with one line for each problem noted, and no traceback.

    `SystemExit` rather than `ImproperlyConfigured`, because Django's command line and the WSGI
    server both bury the latter in a traceback.
    """
    if _problems:
        _refuse()


def _refuse() -> NoReturn:
    lines = [f"  - {problem}" for problem in _problems]
    raise SystemExit("\n".join(["The site cannot start:", *lines]))
