"""Read settings from environment variables.

A missing or invalid value is recorded and replaced by a default; `refuse_if_incomplete()` then
reports all problems at once. Variables are read by their literal names, so that a test can compare
them with the table in the README.
"""

import os
from importlib.util import find_spec

_problems: list[str] = []


def text(name: str, default: str = "") -> str:
    """Return the variable, or the default if it is empty or not set."""
    return os.environ.get(name, "").strip() or default


def required(name: str, purpose: str) -> str:
    """Return a variable without a default; `purpose` completes the sentence of the error."""
    value = text(name)
    if not value:
        add_problem(f"{name} is not set: {purpose}")
    return value


def flag(name: str, *, default: bool) -> bool:
    """Return a boolean: 1/0, true/false, yes/no or on/off."""
    value = text(name).lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        add_problem(f"{name} must be 1 or 0, not {value!r}")
    return default


def number(name: str, *, default: int) -> int:
    """Return a whole number of at least zero."""
    value = text(name)
    if value.isascii() and value.isdecimal():
        return int(value)
    if value:
        add_problem(f"{name} must be a whole number, not {value!r}")
    return default


def choice(name: str, default: str, *others: str) -> str:
    """Return one of the allowed values."""
    value = text(name, default)
    if value in (default, *others):
        return value
    add_problem(f"{name} must be {' or '.join((default, *others))}, not {value!r}")
    return default


def words(name: str) -> list[str]:
    """Return a list separated by commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def require_packages(name: str, module: str) -> None:
    """Record a problem unless the optional packages that a variable needs are installed."""
    if find_spec(module) is None:
        add_problem(
            f"{name} needs the packages of requirements-several.txt, which are not installed"
        )


def add_problem(sentence: str) -> None:
    """Record a problem that prevents the site from starting."""
    if sentence not in _problems:
        _problems.append(sentence)


def refuse_if_incomplete() -> None:
    """Exit with one line for each problem and no traceback, which `ImproperlyConfigured` shows."""
    if _problems:
        lines = [f"  - {problem}" for problem in _problems]
        raise SystemExit("\n".join(["The site cannot start:", *lines]))
