"""A saved kit has all that a site has: loaded again, it finds nothing that differs."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from wagtail.documents import get_document_model
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupSitePermission,
    Page,
    Site,
)

from articles.models import CallToAction, Reference
from home.brand.models import LookSettings
from home.kit import save_library
from home.kit.errors import KitError
from home.kit.load import load_kit
from home.kit.report import CREATED, KEPT, REPLACED
from home.kit.save import save_kit
from home.kit.site_staff import set_up_site_staff
from home.models import HomePage, StandardPage
from tests.home.kit.test_load import STARTER, write_kit
from tests.home.roles.clinic import create_clinic
from tests.home.roles.public_bytes import read_public_rows

pytestmark = pytest.mark.django_db


CALL = "a: {{heading: Talk, text: {}, link_url: /talk/}}\n"


def stored_files() -> set[Path]:
    return {file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file()}


def test_a_saved_kit_finds_nothing_that_differs_in_its_own_site(tmp_path):
    create_clinic()
    save_kit(tmp_path / "site.zip")
    before = read_public_rows()

    report = load_kit(tmp_path / "site.zip", trust=True)

    assert [report.names.get(outcome) for outcome in (CREATED, KEPT, REPLACED)] == [None] * 3
    after = read_public_rows()
    assert {label for label in before if before[label] != after[label]} <= {"home.Generation"}


def test_a_kit_has_no_passwords_and_no_enquiries(tmp_path):
    clinic = create_clinic()
    save_kit(tmp_path / "kit")

    files = [file for file in (tmp_path / "kit").rglob("*") if file.is_file()]
    texts = [file.read_text() for file in files if file.suffix in (".yaml", ".json")]

    assert "users.yaml" in {file.name for file in files}
    assert not any("md5$" in text or "password:" in text for text in texts)
    assert all(user.password not in text for user in clinic.users.values() for text in texts)


def test_the_same_content_gives_the_same_bytes(tmp_path):
    create_clinic()

    save_kit(tmp_path / "first.zip")
    save_kit(tmp_path / "second.zip")

    assert (tmp_path / "first.zip").read_bytes() == (tmp_path / "second.zip").read_bytes()


def test_nothing_is_written_over(tmp_path):
    create_clinic()
    (tmp_path / "notes.txt").write_text("mine")

    with pytest.raises(KitError, match="already"):
        save_kit(tmp_path)

    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_failed_load_leaves_no_files(tmp_path):
    create_clinic()
    save_kit(tmp_path / "kit")
    picture = next((tmp_path / "kit" / "images").glob("*.png"))
    picture.rename(picture.with_name("new.png"))
    page = tmp_path / "kit" / "pages" / "about.yaml"
    page.write_text(page.read_text() + "nonsense: 1\n")
    (tmp_path / "kit" / "images.yaml").unlink()
    before = stored_files()

    with pytest.raises(KitError, match="nonsense"):
        load_kit(tmp_path / "kit", host="other.example")

    assert stored_files() == before
    assert HomePage.objects.count() == 1


def test_what_differs_is_replaced_on_request(tmp_path):
    kit = write_kit(tmp_path, STARTER | {"calls_to_action.yaml": CALL.format("One")})
    load_kit(kit)
    write_kit(kit, {"calls_to_action.yaml": CALL.format("Two")})
    write_kit(kit, {"pages/about.yaml": "type: standard\ntitle: About you\n"})
    assert load_kit(kit).names == {KEPT: ["call to action a", "page /about"]}

    report = load_kit(kit, replace=True)

    assert report.names == {REPLACED: ["call to action a", "page /about"]}
    page = StandardPage.objects.get()
    assert (page.title, len(page.body), page.live) == ("About you", 0, True)
    assert page.revisions.count() == 2
    assert CallToAction.objects.get().text == "Two"
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_replaced_page_loses_what_the_kit_leaves_out(tmp_path):
    kit = write_kit(tmp_path, STARTER)
    load_kit(kit)
    page = StandardPage.objects.get(slug="about")
    page.search_description = "Not in the kit"
    page.save_revision().publish()

    first, second = load_kit(kit, replace=True), load_kit(kit, replace=True)

    page.refresh_from_db()
    assert page.search_description == ""
    assert (first.names[REPLACED], second.names.get(REPLACED)) == (["page /about"], None)


def test_drafts_of_a_kit_replace_drafts_only(tmp_path):
    call = CALL.replace("link_url", "live: false, link_url")
    kit = write_kit(tmp_path, STARTER | {"calls_to_action.yaml": call.format("One")})
    load_kit(kit)
    page = "type: standard\ntitle: New\nlive: false\n"
    write_kit(tmp_path, {"calls_to_action.yaml": call.format("Two"), "pages/about.yaml": page})

    load_kit(kit, replace=True)
    again = load_kit(kit, replace=True)

    draft = CallToAction.objects.get()
    assert (draft.live, draft.get_latest_revision_as_object().text) == (False, "Two")
    assert StandardPage.objects.get(slug="about").title == "About us"
    assert again.names.get(REPLACED) is None


def test_a_missing_logo_is_noted_and_the_rest_saved(tmp_path):
    load_kit(write_kit(tmp_path / "kit", STARTER))
    look = LookSettings.for_site(Site.objects.get())
    LookSettings.objects.filter(pk=look.pk).update(logo="brand/gone.svg")

    report = save_kit(tmp_path / "saved")

    assert report.notes == ["files/brand/gone.svg: the file is missing in the storage"]
    assert (tmp_path / "saved" / "home.yaml").exists()


def test_many_sources_are_in_several_files(tmp_path, monkeypatch):
    monkeypatch.setattr(save_library, "MAX_SOURCES_IN_FILE", 2)
    keys = ["a-2001", "b-2002", "c-2003", "d-2004", "e-2005"]
    sources = "".join(f"{key}: {{title: Title {key}}}\n" for key in keys)
    load_kit(write_kit(tmp_path / "kit", STARTER | {"sources/all.yaml": sources}))
    save_kit(tmp_path / "saved.zip")
    Reference.objects.all().delete()

    load_kit(tmp_path / "saved.zip")

    assert list(Reference.objects.order_by("pk").values_list("key", flat=True)) == keys


def test_a_kit_of_one_clinic_names_no_staff_of_another(tmp_path):
    load_kit(write_kit(tmp_path / "kit", STARTER))
    load_kit(tmp_path / "kit", host="other.example", variables={"name": "Other Clinic"})
    for site in Site.objects.all():
        set_up_site_staff(site)

    save_kit(tmp_path / "saved")

    texts = [file.read_text() for file in (tmp_path / "saved").rglob("*.yaml")]
    assert any("Editors (Our clinic)" in text for text in texts)
    assert not any("Other Clinic" in text for text in texts)


def test_the_staff_of_a_clinic_has_its_rights_in_the_site_it_is_loaded_into(tmp_path):
    load_kit(write_kit(tmp_path / "kit", STARTER))
    set_up_site_staff(Site.objects.get())
    rights = GroupSitePermission.objects.order_by("group__name", "permission_id")
    names = list(rights.values_list("group__name", "permission_id"))
    save_kit(tmp_path / "saved")
    Group.objects.filter(pk__in=rights.values("group")).delete()

    load_kit(tmp_path / "saved")

    assert names
    assert list(rights.values_list("group__name", "permission_id")) == names


def test_private_documents_stay_private(tmp_path):
    staff = "- {name: Staff, privacy: {type: login}}\n- Public\n"
    files = {"documents/a.pdf": "%PDF", "documents.yaml": "a.pdf: {collection: Staff}\n"}
    load_kit(write_kit(tmp_path / "kit", STARTER | files | {"collections.yaml": staff}))
    save_kit(tmp_path / "saved")
    get_document_model().objects.all().delete()
    Collection.objects.filter(depth=2).delete()

    load_kit(tmp_path / "saved")

    assert CollectionViewRestriction.objects.get().collection.name == "Staff"
    assert get_document_model().objects.get().collection.name == "Staff"
