"""Short names of browsers, for lists of sessions."""

import re

from django.utils.translation import gettext

# The first that fits, since browsers also name those they resemble.
BROWSERS = (
    ("Edge", re.compile(r"Edg(e|A|iOS)?/")),
    ("Opera", re.compile(r"OPR/|Opera")),
    ("Samsung Internet", re.compile(r"SamsungBrowser/")),
    ("Firefox", re.compile(r"Firefox/|FxiOS/")),
    ("Chrome", re.compile(r"Chrome/|CriOS/|Chromium/")),
    ("Safari", re.compile(r"Safari/")),
)
SYSTEMS = (
    ("iPhone", re.compile(r"iPhone")),
    ("iPad", re.compile(r"iPad")),
    ("Android", re.compile(r"Android")),
    ("Windows", re.compile(r"Windows")),
    ("macOS", re.compile(r"Mac OS X|Macintosh")),
    ("ChromeOS", re.compile(r"CrOS")),
    ("Linux", re.compile(r"Linux|X11")),
)


def describe_browser(user_agent: str) -> str:
    """Return a name such as "Firefox, Windows", or "" if neither is known."""
    names = (
        next((name for name, pattern in known if pattern.search(user_agent)), "")
        for known in (BROWSERS, SYSTEMS)
    )
    return ", ".join(filter(None, names))


def display_browser(name: str) -> str:
    return name or gettext("Unknown browser")
