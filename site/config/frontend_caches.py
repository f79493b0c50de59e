"""Wagtail's front-end cache settings from URLs such as `varnish://127.0.0.1:6081`."""

from typing import Any
from urllib.parse import unquote, urlsplit

from config import env

PURGE_EXAMPLES = "varnish://127.0.0.1:6081, cloudflare://TOKEN@ZONE or cloudfront://DISTRIBUTION"
WAGTAIL_BACKENDS = "wagtail.contrib.frontend_cache.backends"


def frontend_caches(urls: list[str]) -> dict[str, dict[str, Any]]:
    """Return `WAGTAILFRONTENDCACHE` for the caches at these URLs."""
    caches = {
        f"{url.partition(':')[0]}-{number}": _cache_settings(url)
        for number, url in enumerate(urls, 1)
    }
    return {name: settings for name, settings in caches.items() if settings}


def _cache_settings(url: str) -> dict[str, Any] | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    token, _at, name = parts.netloc.rpartition("@")
    match parts.scheme, bool(token), bool(name), parts.path.strip("/"):
        case "varnish", False, True, "":
            return {"BACKEND": "home.delivery.cdn.varnish.Varnish", "LOCATION": f"http://{name}"}
        case "cloudflare", True, True, "":
            return {
                "BACKEND": f"{WAGTAIL_BACKENDS}.CloudflareBackend",
                "BEARER_TOKEN": unquote(token),
                "ZONEID": name,
            }
        case "cloudfront", False, True, "":
            env.require_packages("PURGE", "boto3")
            # boto3 reads the credentials from the environment or the machine's role.
            return {"BACKEND": f"{WAGTAIL_BACKENDS}.CloudfrontBackend", "DISTRIBUTION_ID": name}
    # Never repeat the value, which may hold a token.
    env.add_problem(f"PURGE must look like {PURGE_EXAMPLES}; several are separated by commas")
    return None
