"""Two content security policies: for public pages and for Wagtail's admin."""

from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

# Public pages load nothing from other hosts and have no inline script or style.
PUBLIC_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "object-src": [NONE],
    },
}

# The editor uses inline scripts and styles, and shows images from memory.
ADMIN_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        **PUBLIC_POLICY["DIRECTIVES"],
        "script-src": [SELF, UNSAFE_INLINE],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
    },
}


class PolicyMiddleware(CSPMiddleware):
    """Sends the admin's policy for admin URLs and the public policy for all others."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if parts.config is None and not report_only and is_admin_request(request):
            parts.config = settings.CONTENT_SECURITY_POLICY_ADMIN["DIRECTIVES"]
        return parts


def is_admin_request(request: HttpRequest) -> bool:
    return request.path_info.startswith(reverse("wagtailadmin_home"))
