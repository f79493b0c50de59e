"""What saved sections mean for the rest: sources, kits, upgrades, caches."""

from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, GroupSitePermission, Page, Site

from articles.library.merging import merge_references
from articles.library.usage import get_uses, is_publicly_cited
from articles.models import Reference
from home.delivery import content_version
from home.kit.load import load_kit
from home.kit.report import UNCHANGED
from home.kit.save import save_kit
from home.models import HomePage
from home.saved_sections.models import SavedSections
from tests.factories import (
    block,
    call_to_action,
    call_to_action_block,
    callout,
    home_page,
    mark,
    reference,
    saved_sections,
    standard_page,
)

pytestmark = pytest.mark.django_db


def cite(cited: Reference) -> SavedSections:
    text = f"<p>It helped.{mark(cited)}</p>"
    return saved_sections("Claims", block("text", {"heading": "Claim", "text": text}))


# -- Sources --------------------------------------------------------------------------------------


def test_a_source_of_a_set_is_in_use_and_not_public():
    cited = reference()
    cite(cited)

    (use,) = get_uses([cited])[cited.pk]

    assert (use.title, use.kind) == ("Claims", "Set of saved sections")
    assert not is_publicly_cited(cited)


def test_merging_sources_rewrites_sets():
    old, kept = reference("Wood PB"), reference("Noppers I")
    saved = cite(old)

    merge_references(kept, old)

    saved.refresh_from_db()
    assert f'ids="{kept.pk}"' in saved.body[0].value["text"].source


# -- Kits -----------------------------------------------------------------------------------------


def test_a_kit_carries_saved_sections(tmp_path: Path):
    home = home_page()
    about = standard_page(home, "About", slug="about")
    chosen = call_to_action(heading="A talk?", link_page=about, link_url="")
    link = f'<p><a linktype="page" id="{about.pk}">About</a></p>'
    saved_sections(
        "First visit",
        block("text", {"heading": "Before", "text": link, "anchor": "before"}),
        call_to_action_block(chosen),
        description="Steps",
    )

    save_kit(tmp_path / "kit")
    written = (tmp_path / "kit" / "saved_sections.yaml").read_text()
    Page.objects.filter(pk=home.pk).first().get_descendants(inclusive=True).delete()
    SavedSections.objects.all().delete()
    chosen.delete()
    load_kit(tmp_path / "kit")
    load_kit(tmp_path / "kit")

    loaded = SavedSections.objects.get()
    text, call = loaded.body
    page = Page.objects.get(slug="about")
    assert "first-visit" in written
    assert (loaded.name, loaded.description, loaded.site) == ("First visit", "Steps", None)
    assert f'id="{page.pk}"' in text.value["text"].source
    assert text.value["anchor"] == "before"
    assert call.value.heading == "A talk?"


def test_a_kit_of_one_of_several_clinics_has_its_own_sets_only(tmp_path: Path):
    first = Site.objects.get(root_page=home_page())
    other = Page.get_first_root_node().add_child(
        instance=HomePage(title="Other", slug="other", hero_heading="Other")
    )
    second = Site.objects.create(hostname="other.example", root_page=other, port=443)
    for site, name in ((first, "Steps"), (second, "Steps"), (None, "Shared")):
        saved_sections(name, callout(f"Of {site}"), site=site)

    save_kit(tmp_path / "kit", host="other.example")
    report = load_kit(tmp_path / "kit", host="other.example")
    load_kit(tmp_path / "kit", host="third.example")

    assert report.counts["set of saved sections"] == {UNCHANGED: 1}
    rows = SavedSections.objects.order_by("pk").values_list("name", "site__hostname")
    assert list(rows)[3:] == [("Steps", "third.example")]


# -- Upgrade --------------------------------------------------------------------------------------


def test_the_upgrade_gives_the_permissions_to_who_writes_pages():
    migration = import_module("home.migrations.0024_saved_sections")
    site = Site.objects.get(root_page=home_page())
    groups = {name: Group.objects.create(name=name) for name in ("writers", "chiefs", "readers")}
    local = Group.objects.create(name="local")
    access = Permission.objects.get(codename="access_admin")
    GroupSitePermission.objects.create(group=local, site=site, permission=access)
    for group, codenames in (
        (groups["writers"], ["change_page"]),
        (groups["chiefs"], ["add_page", "publish_page"]),
        (local, ["add_page"]),
    ):
        for permission in Permission.objects.filter(codename__in=codenames):
            GroupPagePermission.objects.create(
                group=group, page=site.root_page, permission=permission
            )

    migration.grant_to_editors(apps, None)

    def granted(group: Group) -> set[str]:
        found = group.permissions.filter(codename__endswith="savedsections")
        return set(found.values_list("codename", flat=True))

    both = {"add_savedsections", "change_savedsections"}
    assert granted(groups["writers"]) == both
    assert granted(groups["chiefs"]) == both | {"delete_savedsections"}
    assert granted(groups["readers"]) == granted(local) == set()
    at_site = GroupSitePermission.objects.filter(group=local).exclude(permission=access)
    assert set(at_site.values_list("permission__codename", flat=True)) == both


# -- Caches ---------------------------------------------------------------------------------------


def test_changes_of_sets_leave_pages_in_caches():
    saved = saved_sections()
    before = content_version.current()

    saved.name = "Other"
    saved.save()
    saved.delete()

    assert content_version.current() == before
