"""The gate checks a text once for each click, and never accepts another text for it."""

import pytest

from articles.blocks import walk
from articles.models import ArticlePage, EditorialSettings, Reference
from articles.publishing.errors import PublishingRefusedError
from articles.publishing.gate import check_in_advance
from tests.articles.publishing import publishing_paths
from tests.factories import body, category, explanation, intro, reference

pytestmark = pytest.mark.django_db

TYPED = "<p>Pain can stay (5).</p>"


@pytest.fixture
def readings(monkeypatch) -> list:
    """Grows by one each time a body is read as a whole."""
    readings: list = []
    child_blocks = walk._child_blocks

    def counted(block, value, path):
        if not path and block is ArticlePage.body.field.stream_block:
            readings.append(value)
        return child_blocks(block, value, path)

    monkeypatch.setattr(walk, "_child_blocks", counted)
    return readings


@pytest.fixture
def publishable(page):
    """The article, free of problems on a site that requires no sign-off."""
    EditorialSettings.objects.update(sign_off_required=False)
    return page


def test_publishing_from_the_edit_form_reads_four_bodies(page, admin_client, readings):
    """As typed, as saved, for the sign-off it shows, and for its metrics."""
    publishing_paths.create_sign_off(page)
    readings.clear()

    publishing_paths.publish_from_form(admin_client, page)

    assert publishing_paths.is_public(page)
    assert len(readings) == 4


def test_publishing_a_new_article_reads_three_bodies(publishable, admin_client, pain, readings):
    """As typed, as saved, and for its metrics."""
    other = category(pain.get_parent(), "Other")
    readings.clear()

    publishing_paths.publish_new(admin_client, other, publishable)

    assert ArticlePage.objects.child_of(other).live().exists()
    assert len(readings) == 3


def test_a_text_changed_after_the_check_is_checked_again(publishable):
    check_in_advance(publishable)
    revision = publishable.get_latest_revision()
    revision.content = {**revision.content, "body": body(intro(TYPED))}

    with pytest.raises(PublishingRefusedError, match="typed by hand"):
        revision.publish()


def test_another_revision_is_checked_again(publishable):
    check_in_advance(publishable)
    publishable.body = body(intro(TYPED))

    with pytest.raises(PublishingRefusedError, match="typed by hand"):
        publishable.save_revision().publish()


def test_the_result_of_a_check_is_used_once(publishable):
    source = reference()
    publishable.body = body(intro(), explanation(cited=(source,)))
    revision = publishable.save_revision()
    check_in_advance(publishable)
    revision.publish()
    Reference.objects.filter(pk=source.pk).update(state="retracted")

    with pytest.raises(PublishingRefusedError, match="was retracted"):
        revision.publish()


def test_a_refused_check_is_not_stored(publishable):
    publishable.body = body(intro(TYPED))
    revision = publishable.save_revision()
    with pytest.raises(PublishingRefusedError):
        check_in_advance(publishable)

    with pytest.raises(PublishingRefusedError):
        revision.publish()
