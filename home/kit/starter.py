"""A site of one's own: the pages of the starter kit, and a first administrator."""

import secrets
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from wagtail.models import Page, Site

from home.kit.load import load_kit
from home.kit.start import (
    LIBRARY_WORKFLOW_NAME,
    WORKFLOW_NAME,
    set_up_library_workflow,
    set_up_workflow,
)
from home.models import HomePage, User
from home.models.roles import set_up_roles

STARTER_FOLDER = Path(settings.BASE_DIR) / "site" / "starter"


@transaction.atomic
def start_site(name: str) -> list[str]:
    """Create what the default site lacks to publish: roles, pages, settings, workflows.

    Return what was created, as sentences. What exists is not changed, and a site that has a home
    page gets no other pages.
    """
    done = [f"Role “{group.name}” created." for group in set_up_roles()]
    site = default_site()
    if site is None:
        report = load_kit(STARTER_FOLDER, variables={"name": name})
        site = Site.objects.select_related("root_page").get(is_default_site=True)
        done.append(f"{len(report.new_pages)} pages created, as {site.root_url}/.")
        drafts = Page.objects.descendant_of(site.root_page).filter(live=False)
        titles = ", ".join(drafts.order_by("path").values_list("title", flat=True))
        done.append(f"Drafts, which need facts of the clinic: {titles}.")
        done.append(f"Workflows “{WORKFLOW_NAME}” and “{LIBRARY_WORKFLOW_NAME}” created.")
        return done
    if set_up_workflow(site.root_page):
        done.append(f"Workflow “{WORKFLOW_NAME}” created. It applies to all pages of the site.")
    if set_up_library_workflow():
        done.append(f"Workflow “{LIBRARY_WORKFLOW_NAME}” created. It applies to the library.")
    return done


def default_site() -> Site | None:
    """Return the default site, unless it shows no home page of ours yet."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    return site if site and isinstance(site.root_page.specific, HomePage) else None


def first_administrator(email: str) -> tuple[User, bool]:
    """Return the user with this address, and True if it was created, as a superuser.

    The user name is the address. Nobody knows the password, so `build_password_link` has to follow.
    """
    address = User.objects.normalize_email(email)
    user = User.objects.filter(Q(email__iexact=address) | Q(username__iexact=address)).first()
    if user:
        return user, False
    # Random, because users without a password cannot ask for a new one by mail.
    password = secrets.token_urlsafe(32)
    return User.objects.create_superuser(address, address, password), True
