"""Scheduled publishing, in a transaction for each page."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from articles.models import ArticlePage
from tests.articles.publishing import publishing_paths
from tests.factories import body, category, editor, explanation, intro, reference, update_page

pytestmark = pytest.mark.django_db


def test_a_refused_schedule_is_mailed_to_the_scheduler(pain, mailoutbox, capsys):
    source = reference()
    page = publishing_paths.create_draft(pain, "Sleep", body(intro(), explanation(cited=(source,))))
    publishing_paths.create_sign_off(page)
    client = publishing_paths.publisher_client()
    publishing_paths.publish_from_form(client, page, go_live_at="2090-01-01 10:00")
    page = publishing_paths.latest_draft(page)
    publishing_paths.schedule(page)
    update_page(source, state="retracted")

    call_command("publish_scheduled", "--dryrun")
    assert "“Sleep” was not published" in capsys.readouterr().err
    assert not mailoutbox
    publishing_paths.publish_due()

    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["pat@example.org"], "“Sleep” was not published.")
    assert "Explanation “How it works”: Wood 2006 was retracted." in mail.body
    assert f"/admin/pages/{page.pk}/edit/" in mail.body
    assert not ArticlePage.objects.get(pk=page.pk).scheduled_revision
    assert publishing_paths.logged_actions(page) == {"articles.publish.refused"}
    html = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "Not published at the scheduled time. Explanation “How it works”: Wood 2006" in html


def test_a_failing_mail_or_page_does_not_stop_the_others(page, pain, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    good = publishing_paths.create_draft(pain, "Good", body(intro("<p>Good.</p>")))
    publishing_paths.create_sign_off(good)
    broken = category(pain, "Broken")
    broken.title = "Anew"
    broken.save_revision()
    other = category(pain)
    update_page(other, slug="taken")
    revision = broken.latest_revision
    revision.content = revision.content | {"slug": "taken"}
    revision.save()
    page.latest_revision.user = editor()
    for each in (page, broken, good):
        publishing_paths.schedule(each)

    with pytest.raises(Exception, match="taken"):
        publishing_paths.publish_due()

    assert publishing_paths.is_public(good)
    assert not ArticlePage.objects.get(pk=page.pk).scheduled_revision
