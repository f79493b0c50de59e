"""Create redirects when a page gets another address.

Wagtail creates one for every page. A draft that was never public needs none, and autosave would
create one for each pause in typing its title.
"""

from wagtail.contrib.redirects.signal_handlers import (
    autocreate_redirects_on_page_move,
    autocreate_redirects_on_slug_change,
)
from wagtail.models import Page
from wagtail.signals import page_slug_changed, post_page_move


def redirect_after_slug_change(instance: Page, instance_before: Page, **kwargs) -> None:
    if was_ever_public(instance_before):
        autocreate_redirects_on_slug_change(instance_before, instance, **kwargs)


def redirect_after_move(instance: Page, **kwargs) -> None:
    if was_ever_public(instance):
        autocreate_redirects_on_page_move(instance, **kwargs)


def was_ever_public(page: Page) -> bool:
    """Return True if the page, or one below it, is or was public."""
    is_known = page.live or page.first_published_at
    return bool(is_known) or page.get_descendants().live().exists()


def register_signal_handlers() -> None:
    """Replace Wagtail's handlers by ours; called once when the app is ready."""
    page_slug_changed.disconnect(autocreate_redirects_on_slug_change)
    post_page_move.disconnect(autocreate_redirects_on_page_move)
    page_slug_changed.connect(redirect_after_slug_change, dispatch_uid="redirects")
    post_page_move.connect(redirect_after_move, dispatch_uid="redirects")
