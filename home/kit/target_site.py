"""The site of the database into which a kit is loaded, which may not exist yet."""

from typing import Any

from django.contrib.auth import get_user_model
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from home.kit.errors import KitError
from home.kit.start import public_address


class TargetSite:
    """The site of a host, or the default site. `home` is its home page, if it has one already.

    The address of a site is not in a kit: a new site has the one of `SITE_URL`, or the given host.
    """

    def __init__(self, host: str | None) -> None:
        self.hostname, _colon, port = (host or "").partition(":")
        if port and not (port.isdecimal() and 0 < int(port) < 65536):
            raise KitError(_("“%s” is not a host with a port.") % host)
        self.port = int(port) if port else None
        self.found = self._find()
        self.home = self._existing_home()

    @property
    def is_new_database(self) -> bool:
        """Return True if the database has only what Wagtail's migrations make."""
        return self.home is None and not get_user_model().objects.exists() and self._is_only_site()

    def _is_only_site(self) -> bool:
        others = Site.objects.exclude(pk=self.found.pk) if self.found else Site.objects.all()
        return not others.exists() and Page.objects.count() <= 2

    @property
    def site(self) -> Site:
        if self.found is None:
            raise RuntimeError("The site is not created before its home page is stored.")
        return self.found

    def _find(self) -> Site | None:
        sites = Site.objects.select_related("root_page")
        if not self.hostname:
            return sites.filter(is_default_site=True).first()
        named = sites.filter(hostname=self.hostname)
        return named.filter(port=self.port).first() if self.port else named.first()

    def _existing_home(self) -> Page | None:
        """Return the home page, unless it is still the page of a new database."""
        if self.found is None or self.found.root_page.specific_class is Page:
            return None
        return self.found.root_page

    def choose_slug(self, root: Page, wanted: str, name: str) -> str:
        """Return the slug of a new home page, which no address contains."""
        base = slug = wanted if wanted != "home" else slugify(name) or "home"
        taken = set(root.get_children().values_list("slug", flat=True))
        number = 1
        while slug in taken:
            number += 1
            slug = f"{base}-{number}"
        return slug

    def set_root(self, home: Page, name: str) -> None:
        """Make the new home page the root of the site. Remove Wagtail's page of a new database."""
        if self.found is None:
            self.found = Site.objects.create(
                root_page=home,
                site_name=name,
                is_default_site=not Site.objects.filter(is_default_site=True).exists(),
                **self._address(),
            )
        else:
            welcome = self.found.root_page
            self.found.root_page, self.found.site_name = home, name
            if self.found.hostname == "localhost" and not self.hostname:
                self.found.hostname, self.found.port = public_address().values()
            self.found.save()
            if not welcome.get_children().exists():
                welcome.delete()
        Site.clear_site_root_paths_cache()

    def _address(self) -> dict[str, Any]:
        address = public_address()
        if self.hostname:
            address["hostname"] = self.hostname
            address["port"] = self.port or address["port"]
        return address
