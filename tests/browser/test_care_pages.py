"""Staff build pages of what the clinic offers in the real admin, from nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from wagtail.models import Site

from home.care.models import ServiceIndexPage, ServicePage
from home.models import HomePage
from home.models.roles import ADMINISTRATORS, PUBLISHERS
from tests.browser.chromium import expect
from tests.browser.page_editor import PageEditor
from tests.factories import CAPTIONS, FILM

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Audit

FILM_TITLE, CAPTIONS_TITLE = "Your first visit", "What is said"
# The fields of the block with the words on their buttons.
FILM_FIELDS = (
    ("film", "Choose a film", FILM_TITLE),
    ("captions", "Choose captions", CAPTIONS_TITLE),
)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Create a film and its captions, as staff have them on their computer."""
    found = {FILM_TITLE: tmp_path / "visit.webm", CAPTIONS_TITLE: tmp_path / "visit.vtt"}
    found[FILM_TITLE].write_bytes(FILM)
    found[CAPTIONS_TITLE].write_bytes(CAPTIONS)
    return found


def test_staff_build_a_home_page_and_a_service_with_a_film(
    transactional_db: None,
    admin_of: "Callable[[str], Page]",
    new_page: "Callable[..., Page]",
    axe: "Audit",
    files: dict[str, Path],
) -> None:
    publisher = PageEditor(admin_of(PUBLISHERS))
    build_home_page(publisher, files)
    show_as_site(admin_of(ADMINISTRATORS))
    build_list_of_services(publisher)
    build_service(publisher)

    visitor = new_page(size="phone")
    visitor.goto("/")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Care that shows its working")
    watch(visitor)
    assert not axe(visitor)

    visitor.get_by_role("link", name="Pain clinic").first.click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Pain clinic")
    expect(visitor.locator(".facts-panel")).to_contain_text("from 220")
    expect(visitor.get_by_text("pain has lasted three months")).to_be_visible()
    watch(visitor)
    assert not axe(visitor)
    assert visitor.context.cookies() == []


def build_home_page(form: PageEditor, files: dict[str, Path]) -> None:
    page = form.page
    page.goto("/admin/pages/")
    page.get_by_role("link", name="Add child page").first.click()
    expect(form.body.get_by_title("Insert a block").first).to_be_visible()
    form.title("Larch House")
    page.get_by_label("Headline").fill("Care that shows its working")
    film = form.insert("Film")
    form.fill(film, heading=FILM_TITLE)
    for name, choose, title in FILM_FIELDS:
        field = film.locator(f'[data-contentpath="{name}"]')
        field.get_by_role("button", name=choose).click()
        upload(page, title, files[title])
        expect(field).to_contain_text(title)
    form.fill(film, transcript="This is the door. There is no step.")
    form.insert("Services")
    form.publish()
    expect(page.locator(".messages")).to_contain_text("Larch House' created and published")
    expect(page.locator(".messages")).to_contain_text("No site shows this page yet")


def upload(page: "Page", title: str, file: Path) -> None:
    """Upload a document in the open dialog, which chooses it."""
    dialog = page.locator(".modal-dialog")
    dialog.get_by_role("tab", name="Upload").click()
    dialog.locator("input[type=file]").set_input_files(str(file))
    dialog.get_by_label("Title").fill(title)
    dialog.get_by_role("button", name="Upload").click()
    expect(dialog).to_be_hidden()


def show_as_site(page: "Page") -> None:
    """Make the new home page the root of the site."""
    page.goto(f"/admin/sites/edit/{Site.objects.get().pk}/")
    page.locator("#id_root_page-chooser").get_by_role("button", name="Actions").click()
    page.get_by_role("button", name="Choose a different root page").click()
    dialog = page.locator(".modal-dialog")
    dialog.get_by_role("link", name="Larch House").first.click()
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".messages")).to_contain_text("updated")


def build_list_of_services(form: PageEditor) -> None:
    page = form.page
    page.goto(f"/admin/pages/{HomePage.objects.get().pk}/")
    page.get_by_role("link", name="Add child page").first.click()
    page.get_by_role("link", name="List of services", exact=True).click()
    form.title("Services")
    form.publish()
    expect(page.locator(".messages")).to_contain_text("Services' created and published")


def build_service(form: PageEditor) -> None:
    page = form.page
    page.goto(f"/admin/pages/{ServiceIndexPage.objects.get().pk}/")
    page.get_by_role("link", name="Add child page").first.click()
    expect(form.body.get_by_title("Insert a block").first).to_be_visible()
    form.title("Pain clinic")
    form.standfirst("A consultant plans with you.")
    fill_skeleton(form)
    film = form.insert("Film")
    form.fill(film, heading=FILM_TITLE)
    for name, choose, title in FILM_FIELDS:
        field = film.locator(f'[data-contentpath="{name}"]')
        form.choose_in_modal(field.get_by_role("button", name=choose), title)
    form.fill(film, transcript="This is the door. There is no step.")
    page.get_by_role("button", name="Add price").click()
    page.get_by_label("For what").fill("First appointment")
    page.get_by_label("Amount").fill("220")
    page.get_by_label("From", exact=True).check()
    form.publish()
    expect(page.locator(".messages")).to_contain_text("Pain clinic' created and published")
    assert ServicePage.objects.get().live


def fill_skeleton(form: PageEditor) -> None:
    """Replace the texts in square brackets, with which a new service begins."""
    suitability, steps, risks, other_ways = (form.block(number) for number in range(4))
    for name, text in (
        ("suits", "pain has lasted three months"),
        ("elsewhere", "new pain comes with fever: call 111"),
    ):
        suitability.locator(f'[data-contentpath="{name}"] input[type=text]').first.fill(text)
    for field in steps.locator('[data-contentpath="text"] textarea').all():
        field.fill("We talk.")
    for block, text in ((risks, "Muscles may be sore."), (other_ways, "Your GP can help.")):
        form.write(block.locator(".public-DraftEditor-content"), text, over=True)


WATCH_SCRIPT = """video => new Promise((done, fail) => {
  setTimeout(() => fail(`stopped at ${video.currentTime}: ${video.error?.message}`), 15000);
  const [captions] = video.textTracks;
  video.ontimeupdate = () => {
    const cue = captions.activeCues?.[0];
    if (video.currentTime > 0.3 && cue) done([captions.mode, cue.text]);
  };
  video.loop = true;
  video.play().catch(fail);
})"""


def watch(page: "Page") -> None:
    """Play the film until a part of it was shown with its caption, and read the transcript."""
    video = page.locator("video")
    assert video.evaluate(WATCH_SCRIPT) == ["showing", "This is the door."]
    video.evaluate("video => video.pause()")
    page.get_by_text("Transcript", exact=True).click()
    expect(page.get_by_text("There is no step.")).to_be_visible()
