"""A kit written by hand is loaded whole, or refused with file and line."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.documents import get_document_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, Site

from articles.models import CategoryIndexPage
from home.kit.errors import KitError
from home.kit.load import load_kit
from home.models import ClinicSettings, HomePage, StandardPage, User
from tests.factories import editor

pytestmark = pytest.mark.django_db

STARTER = {
    "kit.yaml": 'format: 1\nname: "{{ name }}"\nvariables: {name: Our clinic}\n',
    "home.yaml": 'type: home\ntitle: "{{ name }}"\nhero_heading: Hello\n'
    "children: [about, articles]\n",
    "pages/about.yaml": (
        "type: standard\ntitle: About us\nshow_in_menus: true\nbody:\n"
        "  - text: {heading: Who, text: 'Read [all](/articles/).'}\n"
    ),
    "pages/articles.yaml": "type: category_index\ntitle: Articles\n",
    "pages/contact.yaml": "type: enquiry\ntitle: Contact\nprivacy_page: about\n",
    "settings/clinic.yaml": 'name: "{{ name }}"\nbooking_page: contact\n',
}


def write_kit(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return folder


def test_a_starter_is_loaded_under_the_name_of_the_clinic(tmp_path, client):
    report = load_kit(write_kit(tmp_path, STARTER), variables={"name": "Riverside: Clinic"})

    site = Site.objects.get()
    assert site.site_name == site.root_page.title == "Riverside: Clinic"
    assert isinstance(site.root_page.specific, HomePage)
    clinic = ClinicSettings.objects.get()
    assert (clinic.name, clinic.booking_page.slug) == ("Riverside: Clinic", "contact")
    assert report.new_pages == ["", "about", "articles", "contact"]
    assert Page.find_problems() == ([], [], [], [], [])
    for path in ("/", "/about/", "/articles/", "/contact/"):
        assert client.get(path).status_code == 200
    assert 'href="/articles/"' in client.get("/about/").content.decode()


def test_a_second_load_changes_nothing(tmp_path):
    kit = write_kit(tmp_path, STARTER)
    load_kit(kit)
    StandardPage.objects.update(title="Edited")

    report = load_kit(kit, variables={"name": "Another"})

    assert report.new_pages == []
    assert StandardPage.objects.get().title == "Edited"
    assert ClinicSettings.objects.get().name == "Our clinic"


def test_a_dry_run_changes_nothing(tmp_path):
    report = load_kit(write_kit(tmp_path, STARTER), dry_run=True)

    assert len(report.new_pages) == 4
    assert not HomePage.objects.exists()


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("pages/about.yaml", "type: standard\ntitle: A\nsumary: x\n", "line 3: .*summary"),
        ("pages/about.yaml", "type: standrd\ntitle: A\n", "line 1: .*standard"),
        ("pages/about.yaml", "type: standard\ntitel: A\n", "needs a “title”.*“titel”"),
        ("pages/about.yaml", "typ: standard\ntitle: A\n", "needs a “type”.*“typ”"),
        ("pages/about.yaml", "type: standard\ntitle: A\nshow_in_menus: perhaps\n", "line 3"),
        ("pages/about.yaml", "type: standard\ntitle: A\nbody:\n  - txt: {}\n", "line 4: .*text"),
        (
            "pages/about.yaml",
            "type: standard\ntitle: A\nbody:\n  - text: {text: '[x](/artcles/)'}\n",
            "line 4",
        ),
        ("pages/about.yaml", "type: standard\ntitle: A\nbody: [\n", "about.yaml, line"),
        ("pages/about.yaml", "type: article\ntitle: A\n", "cannot be below"),
        ("pages/contact.yaml", "type: enquiry\ntitle: C\nprivacy_page: abut\n", "line 3: .*about"),
        ("pages/articles/new.yaml", "type: article\ntitle: A\nsection: x\n", "line 3"),
        ("pages/lost/page.yaml", "type: standard\ntitle: A\n", "pages/lost.yaml is missing"),
        ("kit.yaml", "format: 2\n", "kit.yaml, line 1: .*format 2"),
        ("pagse.yaml", "{}", "pagse.yaml"),
        ("settings/clinic.yaml", "name: [a]\n", "clinic.yaml, line 1"),
        ("pages/about.yaml", "type: standard\ntitle: A\nid: 0\n", "line 3: .*from 1"),
        ("pages/about.yaml", "type: standard\ntitle: A\nid: 2147483647\n", "line 3: .*from 1"),
        ("pages/about.yaml", f"type: standard\ntitle: A\nbody: {'[' * 200_000}\n", "too deep"),
        (
            "pages/about.yaml",
            "type: standard\ntitle: A\nfirst_published_at: 0001-01-01T00:00:00+14:00\n",
            "line 3: .*time",
        ),
        ("users.yaml", f"{'x' * 200}: {{}}\n", "line 1"),
        ("images/a.jpg", "\xff\xd8nonsense", r"images/a\.jpg"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_line(tmp_path, file, text, message):
    kit = write_kit(tmp_path, STARTER | {file: text})

    with pytest.raises(KitError, match=message):
        load_kit(kit)

    assert not CategoryIndexPage.objects.exists()


def test_a_file_that_is_no_logo_is_refused(tmp_path):
    files = {"files/a.svg": "<html>", "settings/look.yaml": "colour: '#123456'\nlogo: a.svg\n"}

    with pytest.raises(KitError, match=r"look\.yaml, line 2"):
        load_kit(write_kit(tmp_path, STARTER | files))


def test_the_command_says_what_is_wrong(tmp_path):
    with pytest.raises(CommandError, match="variable"):
        call_command("load_site", str(write_kit(tmp_path, STARTER)), "--set", "nam=x")


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("settings/look.yaml", "colour: 'red;}'\n"),
        ("settings/clinic.yaml", "name: Clinic\nemail: nonsense\n"),
        (
            "pages/about.yaml",
            "type: standard\ntitle: About us\nbody:\n"
            "  - text: {heading: Who, text: {html: '<p><a href=\"javascript:a()\">x</a></p>'}}\n",
        ),
        ("documents.yaml", "a.pdf: {id: seven}\n"),
    ],
)
def test_values_that_no_form_accepts_are_refused(tmp_path, file, text):
    kit = write_kit(tmp_path, STARTER | {"documents/a.pdf": "%PDF", file: text})

    with pytest.raises(KitError) as error:
        load_kit(kit)

    assert error.value.file == file


def test_what_only_the_database_refuses_is_an_error_of_the_kit(tmp_path):
    article = "type: article\ntitle: Pain\nreviews: [{}]\n"
    kit = write_kit(tmp_path, STARTER | {"pages/articles/pain.yaml": article})

    with pytest.raises(KitError, match="The database refuses"):
        load_kit(kit)

    assert not HomePage.objects.exists()


def test_files_without_a_number_follow_those_with_one(tmp_path):
    names = ("a.pdf", "b.pdf", "c.pdf")
    files = {f"documents/{name}": f"%PDF {name}" for name in names}
    kit = write_kit(tmp_path, STARTER | files | {"documents.yaml": "a.pdf: {id: 1}\n"})

    load_kit(kit)

    assert get_document_model().objects.count() == len(names)


def test_a_picture_of_too_many_pixels_is_refused(tmp_path, settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100
    kit = write_kit(tmp_path, STARTER)
    (kit / "images").mkdir()
    (kit / "images" / "a.png").write_bytes(get_test_image_file(size=(20, 20)).file.getvalue())

    with pytest.raises(KitError, match=r"images/a\.png: .*pixels"):
        load_kit(kit)


def test_a_kit_makes_nobody_a_superuser_of_a_site_with_users(tmp_path):
    editor()
    user = "ada: {is_superuser: true, groups: [Editors], user_permissions: [home.add_user]}\n"

    report = load_kit(write_kit(tmp_path, STARTER | {"users.yaml": user}))

    ada = User.objects.get(username="ada")
    assert (ada.is_superuser, ada.user_permissions.count()) == (False, 0)
    assert "ada: has the rights of: Editors" in report.notes


def test_a_superuser_of_a_new_database_is_named(tmp_path):
    report = load_kit(write_kit(tmp_path, STARTER | {"users.yaml": "ada: {is_superuser: true}\n"}))

    assert User.objects.get(username="ada").is_superuser
    assert "ada: is a superuser, who may do everything" in report.notes


def test_a_page_that_is_private_in_the_kit_is_replaced_in_private(tmp_path, client):
    kit = write_kit(tmp_path, STARTER)
    load_kit(kit)
    private = "type: standard\ntitle: For staff\nprivacy: {type: login}\n"

    load_kit(write_kit(kit, {"pages/about.yaml": private}), replace=True)

    assert StandardPage.objects.get().title == "For staff"
    assert client.get("/about/").status_code == 302
