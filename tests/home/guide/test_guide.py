"""The editor's guide in the admin."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from home.guide.chapters import CHAPTERS
from home.models import User
from home.models.roles import REVIEWERS, set_up_roles
from tests.helpers import parse_response

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

MAX_PICTURE_BYTES = 60_000


def test_the_guide_is_linked_from_the_admin_home():
    user = User.objects.create_user("staff", "staff@example.org", "secret")
    set_up_roles()
    user.groups.add(user.groups.model.objects.get(name=REVIEWERS))
    client = Client()
    client.force_login(user)

    dashboard = parse_response(client.get(reverse("wagtailadmin_home")))
    guide = parse_response(client.get(reverse("guide")))

    links = [link["href"] for link in dashboard.select('#guide-content a, [id^="panel-guide"] a')]
    assert links == [f"/admin/guide/#{chapter.name}" for chapter in CHAPTERS]
    for chapter in CHAPTERS:
        section = guide.find("section", id=chapter.name)
        assert section.h2.text == chapter.title
        assert len(section.p.text) > 80
    assert Client().get(reverse("guide")).status_code == 302


def test_guide_pictures_exist_are_small_and_have_alt_text(admin_client):
    guide = parse_response(admin_client.get(reverse("guide")))

    pictures = guide.select(".guide img")

    assert len(pictures) >= 4
    for picture in pictures:
        file = finders.find(picture["src"].removeprefix("/static/"))
        assert file, picture["src"]
        assert 1_000 < Path(file).stat().st_size < MAX_PICTURE_BYTES
        assert len(picture["alt"]) > 40
