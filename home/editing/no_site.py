"""Say that a published page is below no site, so that nobody can visit it."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page, Site

from articles.publishing.rights import get_users_with_permission, name_users

PERMISSION = "wagtailcore.change_site"


def warn_if_no_site(request: HttpRequest, page: Page) -> None:
    """Hook: `after_publish_page`. Link the sites, or name who may change them."""
    if page.get_site() is not None or not Page.objects.live().filter(pk=page.pk).exists():
        return
    text = _(
        "No site shows this page yet: “%(title)s” is published, but has no address. It needs a site"
        " whose root page is this page or one above it."
    ) % {"title": page.get_admin_display_title()}
    if request.user.has_perm(PERMISSION):
        button = messages.button(get_sites_url(), _("Settings › Sites"))
        messages.warning(request, text, buttons=[button])
        return
    who = _("%(names)s can choose it under Settings › Sites.")
    names = name_users(get_users_with_permission(PERMISSION))
    messages.warning(request, f"{text} {who % {'names': names}}")


def get_sites_url() -> str:
    """Return the form of the only site, or the list of sites."""
    sites = list(Site.objects.values_list("pk", flat=True)[:2])
    if len(sites) == 1:
        return reverse("wagtailsites:edit", args=sites)
    return reverse("wagtailsites:index")
