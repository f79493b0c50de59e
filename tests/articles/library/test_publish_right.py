"""The migration that gives existing groups the right to publish sources."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection
from wagtail.models import GroupPagePermission, Page

from home.models.roles import ADMINISTRATORS, EDITORS, PUBLISHERS, set_up_roles

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

SCHEMA_EDITOR = SimpleNamespace(connection=connection)
MIGRATION = import_module("articles.migrations.0013_proposed_changes_of_sources")


def may_publish() -> set[str]:
    groups = Group.objects.filter(permissions__codename="publish_reference")
    return set(groups.values_list("name", flat=True))


def test_groups_that_may_change_sources_and_publish_pages_get_it():
    set_up_roles()
    writers = Group.objects.create(name="Writers")
    writers.permissions.add(
        *Permission.objects.filter(codename__in=("change_reference", "delete_reference"))
    )
    own = Group.objects.create(name="Librarians")
    own.permissions.add(*Permission.objects.filter(codename="change_reference"))
    publish = Permission.objects.get(codename="publish_page")
    GroupPagePermission.objects.create(
        group=own, page=Page.get_first_root_node(), permission=publish
    )
    Permission.objects.filter(codename="publish_reference").delete()

    MIGRATION.give_right_to_publish(apps, SCHEMA_EDITOR)

    assert may_publish() == {PUBLISHERS, ADMINISTRATORS, "Librarians"}
    assert not may_publish() & {EDITORS, "Writers"}


def test_a_new_database_has_nobody_to_give_it_to():
    Permission.objects.filter(content_type__model="reference").delete()

    MIGRATION.give_right_to_publish(apps, SCHEMA_EDITOR)

    assert not may_publish()
