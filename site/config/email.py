"""Mail settings from a URL such as `smtp://user:password@host:587`."""

from typing import Any
from urllib.parse import unquote, urlsplit

from config import env


def email_settings(url: str) -> dict[str, Any]:
    """Return Django's mail settings for a URL.

    `smtp` uses STARTTLS, as mail providers require; `smtps` is encrypted from the start;
    `smtp+plain`, for a relay on the same machine, is not encrypted.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        env.add_problem("EMAIL_URL cannot be read: the port is not a number")
        return {}
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme not in {"smtp", "smtps", "smtp+plain"} or not parts.hostname:
        env.add_problem("EMAIL_URL must look like smtp://user:password@host:587 or be console:")
        return {}
    return {
        "EMAIL_BACKEND": "config.smtp.BoundedEmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or {"smtp": 587, "smtps": 465, "smtp+plain": 25}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
    }
