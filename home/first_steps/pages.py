"""Pages that the steps create and publish, and the sections of the home page that show them."""

from itertools import cycle
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Site

from articles.artwork.choices import Hue, Shape
from articles.models import CategoryIndexPage, PersonPage, TeamIndexPage
from articles.publishing.errors import PublishingRefusedError
from home.care.models import ServiceIndexPage, ServicePage
from home.care.skeletons import new_body
from home.models import HomePage

# The sections of the home page, with the list of pages in each, and how many it shows.
SECTIONS = {PersonPage: ("people", "people", 4), CategoryIndexPage: ("topics", "categories", 6)}


def publish_new(parent: Page, page: Page, user: Any) -> Page:
    """Add a page below `parent` and publish it."""
    add_draft(parent, page, user).publish(user=user)
    return Page.objects.get(pk=page.pk).specific


def add_draft(parent: Page, page: Page, user: Any) -> Any:
    """Add a page below `parent` that is not public yet. Return its revision."""
    page.live, page.owner = False, user
    # Load the parent again: this instance may not know of its latest children.
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    log(page, "wagtail.create", user=user)
    return page.save_revision(user=user, log_action=False, clean=False)


def find_team(site: Site) -> TeamIndexPage | None:
    return TeamIndexPage.objects.descendant_of(site.root_page).order_by("path").first()


def find_people(site: Site) -> list[PersonPage]:
    """Return the published profiles of the site, in the order of the team page."""
    people = PersonPage.objects.live().descendant_of(site.root_page).filter(alias_of=None)
    return list(people.select_related("account").order_by("path"))


def find_topics(site: Site) -> list[CategoryIndexPage]:
    topics = CategoryIndexPage.objects.live().descendant_of(site.root_page).filter(alias_of=None)
    return list(topics.order_by("path"))


def create_person(site: Site, user: Any, **fields: Any) -> PersonPage:
    """Publish a profile below the team page, which is created if there is none."""
    team = find_team(site)
    if team is None:
        new = TeamIndexPage(title=_("Our people"), show_in_menus=True)
        team = publish_new(site.root_page, new, user)
    person = publish_new(team, PersonPage(**fields), user)
    show_on_home_page(site, user, PersonPage, [person.pk])
    return person


def create_topics(site: Site, user: Any, titles: list[str]) -> list[CategoryIndexPage]:
    """Publish categories below the first one of the site, which is created if there is none."""
    existing = find_topics(site)
    parent = existing[0] if existing else None
    if parent is None:
        new = CategoryIndexPage(title=_("Articles"), show_in_menus=True, hue=Hue.PETROL)
        parent = publish_new(site.root_page, new, user)
    looks = list(zip(cycle(Hue.values), Shape.values, strict=False))
    created = []
    for number, title in enumerate(titles, len(existing)):
        hue, shape = looks[number % len(looks)]
        topic = CategoryIndexPage(title=title, hue=hue, shape=shape)
        created.append(publish_new(parent, topic, user))
    show_on_home_page(site, user, CategoryIndexPage, [topic.pk for topic in created])
    return created


def create_services(site: Site, user: Any, names: list[str]) -> list[ServicePage]:
    """Create a draft for each service, below the list of services, which is a draft if it is new.

    Each begins with the same sections as one that is created in the editor.
    """
    index = find_service_index(site)
    if index is None:
        index = ServiceIndexPage(title=_("Services"), show_in_menus=True)
        add_draft(site.root_page, index, user)
    looks = list(zip(cycle(Hue.values), Shape.values, strict=False))
    created = []
    for number, name in enumerate(names, index.get_children().count()):
        hue, shape = looks[number % len(looks)]
        service = ServicePage(title=name, hue=hue, shape=shape, body=new_body(ServicePage))
        add_draft(index, service, user)
        created.append(service)
    return created


def find_service_index(site: Site) -> ServiceIndexPage | None:
    """Return the list of services, also a draft of it."""
    return ServiceIndexPage.objects.child_of(site.root_page).order_by("path").first()


def find_services(site: Site) -> list[ServicePage]:
    """Return the services of the site, drafts included, in the order of their list."""
    services = ServicePage.objects.descendant_of(site.root_page).filter(alias_of=None)
    return list(services.order_by("path"))


def show_on_home_page(site: Site, user: Any, model: type[Page], pages: list[int]) -> bool:
    """Add pages to the section of the home page that lists their kind, if there is room.

    The home page is left alone if it has a draft, which would be published, if the user may not
    publish it, or if the gate refuses what it says already.
    """
    # The site's own instance may be from before the last change.
    home = Page.objects.get(pk=site.root_page_id).specific
    may_publish = home.permissions_for_user(user).can_publish()
    if not isinstance(home, HomePage) or home.has_unpublished_changes or not may_publish:
        return False
    name, listed, most = SECTIONS[model]
    body = list(home.body.get_prep_value())
    section = next((one for one in body if one["type"] == name), None)
    if section is None:
        section = {"type": name, "value": {listed: []}, "id": str(uuid4())}
        body.append(section)
    value = section["value"]
    section_block = HomePage.body.field.stream_block.child_blocks[name]
    value.setdefault("heading", str(section_block.child_blocks["heading"].get_default()))
    items = value[listed] or []
    shown = {item["value"] for item in items}
    room = [pk for pk in pages if pk not in shown][: max(most - len(items), 0)]
    if not room:
        return False
    new = [{"type": "item", "value": pk, "id": str(uuid4())} for pk in room]
    value[listed] = [*items, *new]
    home.body = HomePage.body.field.to_python(body)
    try:
        with transaction.atomic():
            home.save_revision(user=user, log_action=True).publish(user=user)
    except PublishingRefusedError:
        return False
    return True
