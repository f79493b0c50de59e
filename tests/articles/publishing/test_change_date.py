"""The date of change moves with what an article says, and with nothing else."""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from articles.models import ArticleChange, ArticlePage, Clearance, SignOff
from articles.problems.content_hash import compute_content_hash
from tests.articles.publishing import publishing_paths
from tests.factories import article, body, category, home_page, intro, update_page

pytestmark = pytest.mark.django_db

PUBLISHED = datetime(2026, 3, 2, 9, tzinfo=UTC)
COMMA = body(intro("<p>Pain, can stay</p>"))
REWORDED = body(intro("<p>Pain changes.</p>"))


@pytest.fixture
def unsigned() -> ArticlePage:
    """A public article, never reviewed, on a site that requires no sign-off."""
    page = article(category(home_page()), body=body(intro("<p>Pain can stay.</p>")))
    update_page(page, first_published_at=PUBLISHED, content_changed_at=PUBLISHED)
    return page


@pytest.fixture
def signed(page: ArticlePage) -> ArticlePage:
    """A public article with a sign-off, which its site requires."""
    page.body = body(intro("<p>Pain can stay.</p>"))
    publishing_paths.create_sign_off(page)
    page.save_revision().publish()
    update_page(page, first_published_at=PUBLISHED, content_changed_at=PUBLISHED)
    return ArticlePage.objects.get(pk=page.pk)


def publish(page: ArticlePage, **fields) -> ArticlePage:
    """Publish a version with other values. Return the public one."""
    draft = ArticlePage.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


def sign(page: ArticlePage, **fields) -> None:
    draft = ArticlePage.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(draft, name, value)
    publishing_paths.create_sign_off(draft)


def declare_minor(page: ArticlePage, **fields) -> None:
    draft = ArticlePage.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(draft, name, value)
    Clearance.objects.create(
        article=draft, content_hash=compute_content_hash(draft), kind=Clearance.Kind.MINOR
    )


def is_now(moment: datetime | None) -> bool:
    return moment is not None and timezone.now() - moment < timedelta(minutes=5)


def test_an_article_changes_with_its_first_publication():
    page = article(category(home_page()), live=False)
    assert page.changed_at is None

    public = publish(page)

    assert public.changed_at == public.first_published_at
    assert public.changed_on is None


def test_a_comma_does_not_move_the_date(unsigned):
    public = publish(unsigned, body=COMMA, summary="What was tested", title=f"{unsigned.title}?")

    assert public.changed_at == PUBLISHED
    assert public.last_published_at > PUBLISHED


def test_other_words_move_the_date_of_an_article_never_reviewed(unsigned):
    public = publish(unsigned, body=REWORDED)

    assert is_now(public.changed_at)
    assert public.changed_on == timezone.localdate()


def test_a_comma_after_other_words_leaves_the_later_date(unsigned):
    changed = publish(unsigned, body=REWORDED).changed_at

    assert publish(unsigned, body=body(intro("<p>Pain changes</p>"))).changed_at == changed


def test_a_draft_moves_nothing(unsigned):
    draft = ArticlePage.objects.get(pk=unsigned.pk)
    draft.body = REWORDED
    draft.save_revision()

    assert ArticlePage.objects.get(pk=unsigned.pk).changed_at == PUBLISHED


def test_a_signed_new_text_moves_the_date(signed):
    sign(signed, body=REWORDED)

    assert is_now(publish(signed, body=REWORDED).changed_at)


def test_a_signature_under_the_same_words_moves_nothing(signed):
    sign(signed, body=COMMA)

    assert publish(signed, body=COMMA).changed_at == PUBLISHED


def test_a_minor_change_moves_nothing(signed):
    declare_minor(signed, body=REWORDED)

    assert publish(signed, body=REWORDED).changed_at == PUBLISHED


def test_a_minor_change_that_is_also_signed_moves_the_date(signed):
    declare_minor(signed, body=REWORDED)
    sign(signed, body=REWORDED)

    assert is_now(publish(signed, body=REWORDED).changed_at)


def test_a_line_of_the_log_moves_the_date_to_its_day(unsigned):
    line = ArticleChange(day=date(2026, 6, 3), kind="correction", text="8, not 9.")

    public = publish(unsigned, changes=[line])

    assert public.changed_on == date(2026, 6, 3)


def test_an_old_line_of_the_log_moves_nothing(unsigned):
    line = ArticleChange(day=date(2026, 1, 3), text="Before it came to this site.")

    assert publish(unsigned, changes=[line]).changed_at == PUBLISHED


def test_a_comma_on_the_day_of_a_correction_moves_nothing(unsigned):
    line = ArticleChange(day=timezone.localdate(), text="8, not 9.")
    changed = publish(unsigned, changes=[line])
    assert changed.changed_on == timezone.localdate()
    assert changed.changed_at
    assert changed.changed_at <= timezone.now()

    assert publish(unsigned, body=COMMA).changed_at == changed.changed_at


def test_a_line_that_a_script_adds_moves_the_date(unsigned):
    ArticleChange.objects.create(page=unsigned, day=date(2026, 6, 3), text="8, not 9.")

    assert ArticlePage.objects.get(pk=unsigned.pk).changed_on == date(2026, 6, 3)


def test_an_old_version_does_not_bring_back_its_date(unsigned):
    old = unsigned.save_revision()
    changed = publish(unsigned, body=REWORDED).changed_at

    old.publish()

    assert ArticlePage.objects.get(pk=unsigned.pk).changed_at > changed


def test_an_article_that_returns_unchanged_keeps_its_date(unsigned):
    unsigned.unpublish()

    assert publish(unsigned).changed_at == PUBLISHED


def test_an_alias_has_the_date_of_its_original(unsigned):
    alias = unsigned.create_alias(update_slug="alias")
    assert ArticlePage.objects.get(pk=alias.pk).changed_at == PUBLISHED

    changed = publish(unsigned, body=REWORDED).changed_at

    assert ArticlePage.objects.get(pk=alias.pk).changed_at == changed


def test_a_copy_begins_without_a_date(unsigned):
    copy = unsigned.copy(update_attrs={"slug": "copy"}, keep_live=False)

    assert copy.content_changed_at is None


# -- The upgrade -----------------------------------------------------------------------------------


def set_dates_of_existing_articles() -> None:
    migration = import_module("articles.migrations.0018_date_of_change")
    ArticlePage.objects.update(content_changed_at=None)
    migration.set_change_dates(apps, None)


def test_the_upgrade_claims_no_change_that_may_be_a_comma(unsigned):
    update_page(unsigned, last_published_at=datetime(2026, 8, 1, tzinfo=UTC))

    set_dates_of_existing_articles()

    assert ArticlePage.objects.get(pk=unsigned.pk).changed_at == PUBLISHED


def test_the_upgrade_finds_changes_in_the_log(unsigned):
    ArticleChange.objects.create(page=unsigned, day=date(2026, 6, 3), text="8, not 9.")

    set_dates_of_existing_articles()

    assert ArticlePage.objects.get(pk=unsigned.pk).changed_on == date(2026, 6, 3)


def test_the_upgrade_finds_texts_that_were_signed_after_another(unsigned):
    update_page(unsigned, last_published_at=datetime(2026, 8, 1, tzinfo=UTC))
    for month, text in ((4, "a"), (5, "a"), (6, "b"), (7, "b"), (9, "not published")):
        SignOff.objects.create(
            article=unsigned,
            content_hash=text,
            signed_at=datetime(2026, month, 1, tzinfo=UTC),
            months_until_next=12,
        )

    set_dates_of_existing_articles()

    assert ArticlePage.objects.get(pk=unsigned.pk).changed_at == datetime(2026, 6, 1, tzinfo=UTC)
