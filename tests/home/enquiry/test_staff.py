"""Staff get a notice without content, see a list by permission, and enquiries expire."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook  # type: ignore[import-untyped]
from pytest_django.asserts import assertRedirects
from wagtail.models import GroupPagePermission, Page, PageLogEntry

from home.enquiry.models import EnquiryField, EnquiryPage, EnquirySubmission
from home.enquiry.notifications import RETRY_AFTER, send_due_notices
from home.models import ClinicSettings, User
from tests.factories import editor, enquiry_page, home_page
from tests.home.enquiry.helpers import ANSWERS, post_enquiry

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.fixture
def page() -> EnquiryPage:
    return enquiry_page(home_page(), recipients="desk@example.org, front@example.org")


def submissions_url(page: EnquiryPage) -> str:
    return reverse("wagtailforms:list_submissions", args=[page.pk])


def create_enquiry(page: EnquiryPage, days_ago: int = 0, **answers: str) -> EnquirySubmission:
    made = EnquirySubmission.objects.create(
        page=page, form_data=ANSWERS | answers, key=f"{page.pk}-{EnquirySubmission.objects.count()}"
    )
    sent = timezone.now() - timedelta(days=days_ago)
    EnquirySubmission.objects.filter(pk=made.pk).update(submit_time=sent)
    return made


def log_in_with(*codenames: str) -> Client:
    """Somebody who may open the admin and has these permissions."""
    user = User.objects.create_user("staff", "staff@example.org", "secret")
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    client = Client()
    client.force_login(user)
    return client


def test_the_notice_has_only_a_link(client, page):
    post_enquiry(client, page)
    assert not mail.outbox  # the visitor waits for no mail
    send_due_notices()

    notice = mail.outbox[0]
    assert notice.to == ["desk@example.org", "front@example.org"]
    assert f"http://testserver{submissions_url(page)}" in notice.body
    told = notice.message().as_string()
    assert not [answer for answer in ("Rosa", "Marsh", "rosa@") if answer in told]
    assert EnquirySubmission.objects.get().notified_at


def test_without_recipients_the_clinic_is_notified(client, page):
    page.recipients = ""
    page.save()
    clinic = ClinicSettings.for_site(page.get_site())
    clinic.email = "clinic@example.org"
    clinic.save()

    post_enquiry(client, page)
    send_due_notices()

    assert mail.outbox[0].to == ["clinic@example.org"]


def test_a_failed_mail_is_shown_in_the_list(client, page, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    post_enquiry(client, page)
    send_due_notices()

    assert EnquirySubmission.objects.get().notified_at is None
    assert "notice of enquiry" in caplog.text
    assert "example.org" not in caplog.text
    client.force_login(editor())
    assert "Not sent" in client.get(submissions_url(page)).content.decode()


def test_a_failed_mail_is_sent_again_later(client, page, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    for name in ("Rosa", "Ada", "Ida"):
        post_enquiry(client, page, {"full_name": name})
    send_due_notices()
    attempts = EnquirySubmission.objects.exclude(notice_attempted_at=None)
    assert attempts.count() == 1  # the others would only wait for the same server

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_due_notices().sent == 2
    attempts.filter(notified_at=None).update(notice_attempted_at=timezone.now() - RETRY_AFTER)

    assert send_due_notices().sent == 1
    assert send_due_notices().sent == 0
    assert len(mail.outbox) == 3


def test_an_old_enquiry_is_not_announced(page):
    create_enquiry(page, days_ago=3)

    assert send_due_notices().sent == 0


def test_the_notice_column_hides_no_answer(page):
    field = EnquiryField(label="Notice", field_type="singleline")
    made = create_enquiry(
        enquiry_page(page.get_parent(), "Other", fields=[field]), notice="Two weeks"
    )

    assert "Two weeks" in made.get_data().values()


def test_only_those_with_the_permission_read_enquiries(page):
    create_enquiry(page)
    reader = log_in_with("read_enquiries")

    assert "Rosa Marsh" in reader.get(submissions_url(page)).content.decode()
    assert page.title in reader.get(reverse("wagtailforms:index")).content.decode()


def test_an_editor_of_pages_reads_no_enquiries(page):
    made = create_enquiry(page)
    client = log_in_with()
    editors = User.objects.get().groups.create(name="Writers")
    for kind in ("add", "change", "publish"):
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=f"{kind}_page"
        )
        root = Page.get_first_root_node()
        GroupPagePermission.objects.create(group=editors, page=root, permission=permission)
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert edit.status_code == 200
    assert "Rosa" not in edit.content.decode()

    delete = reverse("wagtailforms:delete_submissions", args=[page.pk])
    for address in (submissions_url(page), f"{submissions_url(page)}?export=csv", delete):
        assertRedirects(client.get(address), reverse("wagtailadmin_home"))
    client.post(f"{delete}?selected-submissions={made.pk}")
    assert EnquirySubmission.objects.exists()


def test_exports_have_no_formula_and_are_logged(client, page):
    create_enquiry(page, full_name="=HYPERLINK(1)", email_address="+44\x01 1", phone_number="a\nb")
    client.force_login(editor())

    csv = b"".join(client.get(f"{submissions_url(page)}?export=csv").streaming_content).decode()
    book = b"".join(client.get(f"{submissions_url(page)}?export=xlsx").streaming_content)

    assert "'=HYPERLINK(1),'+44 1,a; b" in csv
    row = list(load_workbook(BytesIO(book)).active.values)[1]
    assert row[2:5] == ("'=HYPERLINK(1)", "'+44 1", "a; b")
    entries = PageLogEntry.objects.filter(page=page.pk, action="home.export_enquiries")
    assert [entry.message for entry in entries] == ["Exported 1 enquiry"] * 2


def test_deleting_selected_enquiries_is_logged(client, page):
    kept, first, second = create_enquiry(page), create_enquiry(page), create_enquiry(page)
    client.force_login(editor())
    delete = reverse("wagtailforms:delete_submissions", args=[page.pk])
    chosen = f"{delete}?selected-submissions={first.pk}&selected-submissions={second.pk}"
    assert client.get(f"{delete}?selected-submissions=x&selected-submissions=").status_code == 200

    client.post(chosen)

    assert list(EnquirySubmission.objects.all()) == [kept]
    entry = PageLogEntry.objects.get(action="home.delete_enquiries")
    assert entry.message == "Deleted 2 enquiries"


def test_expired_enquiries_are_deleted_page_by_page(page, capsys):
    short = enquiry_page(page.get_parent(), "Short", retention_days=7)
    recent = [create_enquiry(page, days_ago=89), create_enquiry(short, days_ago=6)]
    for old in ((page, 91), (short, 8), (short, 80)):
        create_enquiry(*old)

    call_command("purge_enquiries", "--dry-run")
    assert EnquirySubmission.objects.count() == 5
    assert "Short: 2 older than 7 days would be deleted" in capsys.readouterr().out

    call_command("purge_enquiries")

    assert list(EnquirySubmission.objects.order_by("pk")) == recent
    assert "Short: 2 older than 7 days deleted" in capsys.readouterr().out
    logged = PageLogEntry.objects.filter(action="home.purge_enquiries").order_by("page_id")
    assert [(entry.page_id, entry.data["count"]) for entry in logged] == [
        (page.pk, 1),
        (short.pk, 2),
    ]


def test_a_new_page_offers_editable_default_fields(client, page):
    client.force_login(editor())
    parent = page.get_parent()
    add = reverse("wagtailadmin_pages:add", args=["home", "enquirypage", parent.pk])

    shown = client.get(add)

    assert shown.status_code == 200
    formset = shown.context_data["form"].formsets["form_fields"]
    data = {"title": "Second", "slug": "second", "submit_label": "Send", "recipients": ""}
    data |= {"notice_subject": "New", "retention_days": "30", "steps-count": "0"}
    data |= {"urgent_help": "null", "thanks_text": "null", "action-publish": "1"}
    data |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    data |= {f"form_fields-{n}": "6" for n in ("TOTAL_FORMS", "INITIAL_FORMS")}
    for number, form in enumerate(formset.forms):
        for name in form.fields:
            value = form[name].value()
            data[f"form_fields-{number}-{name}"] = "" if value in (None, False) else value
        data[f"form_fields-{number}-ORDER"] = str(number + 1)
    data["form_fields-2-DELETE"] = "1"
    saved = client.post(add, data)
    assert saved.status_code == 302, saved.context_data["form"].errors

    second = EnquiryPage.objects.get(slug="second")
    names = [field.clean_name for field in second.form_fields.all()]
    assert names == [name for name in ANSWERS if name != "phone_number"]
