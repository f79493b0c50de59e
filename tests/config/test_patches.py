"""The register of everything we rely on that is no public API of Wagtail or Django."""

from importlib.util import find_spec
from pathlib import Path

import pytest
from wagtail.admin.api.views import PagesAdminAPIViewSet

from config import patches

ROOT = Path(__file__).resolve().parents[2]


def test_every_patch_fits_the_installed_versions():
    assert patches.check_patches() == []


def test_a_change_is_reported_with_the_name_of_the_patch(monkeypatch: pytest.MonkeyPatch):
    actions = PagesAdminAPIViewSet.actions | {"publish_quietly": object}
    monkeypatch.setattr(PagesAdminAPIViewSet, "actions", actions)

    (message,) = patches.check_patches()

    assert message.id == "config.E003"
    assert "The page actions of the admin API" in message.msg
    assert "articles.publishing.api" in message.msg


def test_a_probe_that_raises_counts_as_a_change(monkeypatch: pytest.MonkeyPatch):
    broken = patches.PATCHES[0]._replace(probe=lambda: 1 / 0 > 0)
    monkeypatch.setattr(patches, "PATCHES", [broken])

    assert [message.id for message in patches.check_patches()] == ["config.E003"]


def test_a_version_no_one_has_tried_is_a_warning(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(patches, "version", {**patches.TRIED_VERSIONS, "wagtail": "8.1.2"}.get)

    (message,) = patches.check_patches()

    assert message.id == "config.W002"
    assert "wagtail 8.1.2" in message.msg


@pytest.mark.parametrize("patch", patches.PATCHES, ids=lambda patch: patch.name)
def test_every_patch_names_its_module_and_a_reason(patch: patches.Patch):
    assert (ROOT / patch.where).is_dir() or find_spec(patch.where)
    assert patch.reason
