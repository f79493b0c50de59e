"""The address in mails that Wagtail sends about a page or to a user: that of the clinic's site."""

from typing import Any

from wagtail.admin.templatetags import wagtailadmin_tags
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import Page

from articles.models.site_rights import get_user_root_url
from articles.models.site_roots import get_root_url

TAG = "base_url_setting"
# Where the templates of mails have what the mail is about.
SUBJECTS = ("page", "object", "instance")


def base_url(context: Any, default: str | None = None) -> str | None:
    """Return the address of the site of the page or, without one, of the user who gets the mail."""
    subjects = [context.get(name) for name in SUBJECTS]
    page = next((each for each in subjects if isinstance(each, Page)), None)
    if page:
        return get_root_url(page)
    if user := context.get("user"):
        return get_user_root_url(user)
    return get_admin_base_url() or default


def replace_base_url_tag() -> None:
    """Replace the tag, with which Wagtail's mails begin their links; called once."""
    wagtailadmin_tags.register.simple_tag(base_url, takes_context=True, name=TAG)
