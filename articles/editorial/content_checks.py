"""Additional rules for Wagtail's content checks.

They check the rendered page; `articles.problems` checks the text and its sources.
"""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.models import Site

from articles.models.site_roots import fallback_url, get_root_url

# A check of axe that no element passes: everything that matches a rule's selector is an error.
ALWAYS_FAILS = {
    "id": "always-fails",
    "evaluate": "matches-definition-evaluate",
    "options": {"matcher": {"nodeName": "none"}},
}


def get_rules(request: HttpRequest | None) -> dict[str, tuple[str, Any, Any]]:
    """Return the selector, name and advice of each rule by its id."""
    admin = reverse("wagtailadmin_home")
    site = Site.find_for_request(request)
    address = get_root_url(site.root_page) if site else fallback_url()
    return {
        "link-into-admin": (
            link_selector(admin, f"{address}{admin}"),
            _("Link leads into the admin"),
            _("Visitors cannot open it. Choose the page itself."),
        ),
        "link-to-own-machine": (
            link_selector("file:", "http://localhost", "http://127.", "https://localhost"),
            _("Link works on one computer only"),
            _("Enter the public address, or choose the page."),
        ),
        "empty-paragraph": (
            "main p:empty:not([role])",
            _("Empty paragraph"),
            _("Delete the empty line. The design sets the space between paragraphs."),
        ),
    }


def link_selector(*starts: str) -> str:
    return ", ".join(f'main a[href^="{start}"]' for start in starts)


class ContentChecker(ContentCheckerItem):
    """Wagtail's rules and those of `get_rules`."""

    def get_axe_run_only(self, request: HttpRequest) -> list[str]:
        return [*super().get_axe_run_only(request), *get_rules(request)]

    def get_axe_custom_rules(self, request: HttpRequest) -> list[dict[str, Any]]:
        shared = {"impact": "serious", "tags": ["best-practice"], "any": [ALWAYS_FAILS["id"]]}
        return [
            *super().get_axe_custom_rules(request),
            *(
                {"id": name, "selector": selector, "enabled": True, **shared}
                for name, (selector, _title, _advice) in get_rules(request).items()
            ),
        ]

    def get_axe_custom_checks(self, request: HttpRequest) -> list[dict[str, Any]]:
        return [*super().get_axe_custom_checks(request), ALWAYS_FAILS]

    def get_axe_messages(self, request: HttpRequest) -> dict[str, Any]:
        return super().get_axe_messages(request) | {
            name: {"error_name": title, "help_text": advice}
            for name, (_selector, title, advice) in get_rules(request).items()
        }


def replace_content_checker(request: HttpRequest, items: list[Any], page: Any) -> None:
    """Hook: `construct_wagtail_userbar`. Replace Wagtail's checker with `ContentChecker`."""
    items[:] = [
        ContentChecker(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item
        for item in items
    ]
