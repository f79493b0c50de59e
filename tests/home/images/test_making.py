"""The sizes of pictures are made when a page is published, and never stop it."""

import pytest

from home.models import ClinicRendition
from tests.factories import article, body, category, figure, home_page, image, person
from tests.helpers import parse_response

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.fixture
def blog():
    return category(home_page(), "Blog")


def publish(page, callbacks) -> None:
    with callbacks(execute=True):
        page.save_revision().publish()


def test_renditions_of_an_article_exist_before_its_first_visit(
    client, blog, django_capture_on_commit_callbacks
):
    page = article(blog, lead_image=image("Lead"), body=body(figure(image("Figure"))))

    publish(page, django_capture_on_commit_callbacks)

    made = ClinicRendition.objects.count()
    assert made
    assert parse_response(client.get(page.url)).select("picture")
    assert client.get(blog.url).status_code == 200
    assert ClinicRendition.objects.count() == made


def test_renditions_of_a_profile_exist_before_its_first_visit(
    client, blog, django_capture_on_commit_callbacks
):
    doctor = person(blog.get_parent(), photo=image("Photograph"))

    publish(doctor, django_capture_on_commit_callbacks)

    made = ClinicRendition.objects.count()
    assert made
    assert client.get(doctor.url).status_code == 200
    assert client.get(doctor.get_parent().url).status_code == 200
    assert ClinicRendition.objects.count() == made


def test_a_broken_image_stops_neither_publishing_nor_others(
    client, blog, django_capture_on_commit_callbacks
):
    broken = image("Broken")
    with broken.file.storage.open(broken.file.name, "wb") as file:
        file.write(b"broken")
    whole = image("Whole")
    page = article(blog, live=False, lead_image=broken, body=body(figure(whole)))

    publish(page, django_capture_on_commit_callbacks)

    page.refresh_from_db()
    assert page.live
    assert whole.renditions.exists()
    assert not broken.renditions.exists()


def test_a_large_picture_is_made_in_all_its_sizes(monkeypatch):
    """One after another, to need less memory."""
    monkeypatch.setattr("home.models.image.MAX_PARALLEL_PIXELS", 100)
    large = image("Large")

    made = large.get_renditions("width-20|format-webp", "width-30|format-webp")

    assert [size.width for size in made.values()] == [20, 30]
