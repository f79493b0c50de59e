"""Logins, changes of rights and reading of enquiries are in the audit log, and visitors are not."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice
from openpyxl import load_workbook  # type: ignore[import-untyped]
from wagtail.models import GroupPagePermission, Page, PageViewRestriction

from articles.models.append_only import AppendOnlyError
from home.audit.models import AuditEntry, Event
from home.enquiry.models import EnquirySubmission
from home.login.second_factor import create_recovery_codes, reset_second_factor
from home.models import User
from home.models.roles import ADMINISTRATORS, set_up_roles
from tests.factories import enquiry_page, home_page, standard_page
from tests.home.enquiry.helpers import ANSWERS, post_enquiry
from tests.home.login.helpers import (
    PASSWORD,
    add_app,
    code_of,
    create_user,
    send_code,
    try_password,
)

pytestmark = pytest.mark.django_db

HERE = {"REMOTE_ADDR": "44.0.0.77"}
REPORT = "/admin/reports/audit-log/"
# The parts of Wagtail's form for groups.
PERMISSION_FORMS = (
    "collection_permissions",
    "image_permissions",
    "clinicimage_permissions",
    "document_permissions",
)
NO_FORMS = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}


def entries(event: Event) -> list[tuple[str, str, str]]:
    """Return who did it, to what, and the details."""
    found = AuditEntry.objects.filter(event=event).order_by("pk")
    return list(found.values_list("user_name", "target", "details"))


def test_logins_and_logouts_are_recorded(client):
    user = create_user("rosa")
    try_password(client, user, **HERE)
    client.post(reverse("wagtailadmin_logout"))

    assert entries(Event.LOGIN) == [("rosa", "", "")]
    assert entries(Event.LOGOUT) == [("rosa", "", "")]


def test_addresses_are_truncated_to_their_network(client):
    user = create_user()
    try_password(client, user, **HERE)
    try_password(Client(), user, REMOTE_ADDR="2001:db9:1:2:3:4:5:6")

    networks = AuditEntry.objects.filter(event=Event.LOGIN).order_by("pk")
    assert list(networks.values_list("network", flat=True)) == ["44.0.0.0/24", "2001:db9:1::/48"]


def test_refused_logins_name_accounts_that_exist_only(client):
    create_user("rosa")
    try_password(client, "rosa", "wrong")
    try_password(client, "a password typed as a name", "wrong")

    assert entries(Event.LOGIN_REFUSED) == [("", "rosa", ""), ("", "", "")]


def test_a_limit_is_recorded_once_for_each_period():
    user = create_user("rosa")
    for _ in range(9):
        try_password(Client(), user, "wrong", **HERE)

    assert len(entries(Event.LOGIN_REFUSED)) == 5
    assert entries(Event.LOGIN_LIMITED) == [("", "rosa", "")]


def test_second_factors_are_recorded(client):
    user = create_user("rosa")
    app = add_app(user)
    try_password(client, user)
    send_code(client, "000000")
    code = create_recovery_codes(user)[0]
    send_code(client, code, "?recovery")
    client.post(reverse("security"), {"remove": app.persistent_id})

    assert entries(Event.CODE_REFUSED) == [("", "rosa", "")]
    assert entries(Event.RECOVERY_USED) == [("rosa", "rosa", "")]
    assert entries(Event.FACTOR_REMOVED) == [("rosa", "rosa", "Authenticator app")]
    assert len(entries(Event.LOGIN)) == 1


def test_a_right_password_without_the_second_factor_is_recorded(client):
    user = create_user("rosa")
    add_app(user)
    try_password(client, user)

    assert entries(Event.FACTOR_ASKED) == [("", "rosa", "")]
    assert not entries(Event.LOGIN)


def test_failed_passkeys_are_recorded_up_to_the_limit(client):
    user = create_user("rosa")
    add_app(user)
    try_password(client, user)
    for _ in range(13):
        client.post(reverse("passkey_complete"), b"{}", content_type="application/json")

    assert len(entries(Event.CODE_REFUSED)) == 10
    assert entries(Event.LOGIN_LIMITED) == [("", "rosa", "")]


def test_an_added_factor_is_recorded(client):
    user = create_user("rosa")
    try_password(client, user)
    client.get(reverse("set_up_second_factor"))
    device = TOTPDevice.objects.get(user=user)
    client.post(reverse("set_up_second_factor"), {"code": code_of(device)})

    assert entries(Event.FACTOR_ADDED) == [("rosa", "rosa", "Authenticator app")]


def test_what_commands_do_has_no_user():
    user = create_user("rosa")
    add_app(user)
    reset_second_factor(user)

    assert entries(Event.FACTOR_REMOVED) == [("", "rosa", "Authenticator app")]


def test_lifted_limits_and_ended_sessions_are_recorded(admin_client):
    try_password(Client(), User.objects.get(username="admin"), "wrong")
    admin_client.post(reverse("login_limits"))
    other = Client()
    other.force_login(User.objects.get(username="admin"))
    admin_client.post(reverse("security"), {"end_others": "1"})

    assert entries(Event.LIMITS_LIFTED) == [("admin", "", "")]
    assert entries(Event.SESSIONS_ENDED) == [("admin", "admin", "1")]


# -- Changes of rights ----------------------------------------------------------------------------


def user_form(user: User, **changes: object) -> dict[str, object]:
    return {
        "username": user.username,
        "email": user.email,
        "first_name": "Rosa",
        "last_name": "Marsh",
        "is_active": "on",
        "password1": "",
        "password2": "",
        **changes,
    }


def test_changed_users_are_recorded_with_who_changed_them(admin_client):
    user = create_user("rosa")
    group = Group.objects.create(name="Desk")
    url = reverse("wagtailusers_users:edit", args=[user.pk])
    data = user_form(
        user,
        is_superuser="on",
        groups=[group.pk],
        password1="another long password",
        password2="another long password",
    )
    assert admin_client.post(url, data).status_code == 302

    assert entries(Event.USER_CHANGED) == [("admin", "rosa", "superuser status: False → True")]
    assert entries(Event.GROUPS_ADDED) == [("admin", "rosa", "Desk")]
    assert entries(Event.PASSWORD_CHANGED) == [("admin", "rosa", "")]


def test_new_and_deleted_users_are_recorded(admin_client):
    data = {
        "username": "rosa",
        "email": "rosa@example.org",
        "first_name": "Rosa",
        "last_name": "Marsh",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }
    admin_client.post(reverse("wagtailusers_users:add"), data)
    user = User.objects.get(username="rosa")
    admin_client.post(reverse("wagtailusers_users:delete", args=[user.pk]))

    assert ("admin", "rosa", "") in entries(Event.USER_CREATED)
    assert entries(Event.USER_DELETED) == [("admin", "rosa", "")]


def test_bulk_changes_of_users_are_recorded(admin_client):
    user, group = create_user("rosa"), Group.objects.create(name="Desk")
    bulk = "/admin/bulk/home/user/{}/?id=" + str(user.pk)
    admin_client.post(bulk.format("set_active_state"), {"mark_as_active": "False"})
    admin_client.post(bulk.format("assign_role"), {"role": group.pk})

    assert entries(Event.USER_CHANGED) == [("admin", "rosa", "active: True → False")]
    assert entries(Event.GROUPS_ADDED) == [("admin", "rosa", "Desk")]


def test_changed_permissions_of_a_group_are_recorded(admin_client):
    group = Group.objects.create(name="Desk")
    read = Permission.objects.get(codename="read_enquiries")
    publish = Permission.objects.get(codename="publish_page")
    data = {
        "name": "Front desk",
        "permissions": [read.pk],
        **{f"page_permissions-{name}": number for name, number in NO_FORMS.items()},
        "page_permissions-TOTAL_FORMS": "1",
        "page_permissions-0-page": str(Page.get_first_root_node().pk),
        "page_permissions-0-permissions": ["publish_page"],
    }
    for prefix in PERMISSION_FORMS:
        data |= {f"{prefix}-{name}": number for name, number in NO_FORMS.items()}
    url = reverse("wagtailusers_groups:edit", args=[group.pk])
    assert admin_client.post(url, data).status_code == 302
    assert GroupPagePermission.objects.filter(group=group).exists()

    added = entries(Event.RIGHTS_ADDED)
    assert ("admin", "Front desk", str(read)) in added
    assert ("admin", "Front desk", f"{publish} (Root)") in added
    assert entries(Event.GROUP_CHANGED) == [("admin", "Desk", "Front desk")]

    admin_client.post(url, data | {"page_permissions-0-DELETE": "1", "permissions": []})
    assert len(entries(Event.RIGHTS_REMOVED)) == 2


def test_permissions_given_at_the_shell_are_recorded():
    user = create_user("rosa")
    permission = Permission.objects.get(codename="read_enquiries")
    user.user_permissions.add(permission)
    user.user_permissions.clear()

    assert ("", "rosa", str(permission)) in entries(Event.RIGHTS_ADDED)
    assert str(permission) in entries(Event.RIGHTS_REMOVED)[0][2]


def test_a_login_is_no_change_of_the_user(client):
    try_password(client, create_user())

    assert not entries(Event.USER_CHANGED)
    assert not entries(Event.PASSWORD_CHANGED)


# -- Enquiries ------------------------------------------------------------------------------------


@pytest.fixture
def enquiries(client) -> str:
    """Return the list of the enquiries of a page that has one."""
    page = enquiry_page(home_page())
    EnquirySubmission.objects.create(page=page, form_data=ANSWERS, key="1")
    return reverse("wagtailforms:list_submissions", args=[page.pk])


def test_reading_exporting_and_deleting_enquiries_is_recorded(admin_client, enquiries):
    admin_client.get(enquiries)
    admin_client.get(f"{enquiries}?export=csv")
    pk = EnquirySubmission.objects.get().pk
    admin_client.post(f"{enquiries}delete/?selected-submissions={pk}")

    assert entries(Event.ENQUIRIES_READ) == [("admin", "Book", "1")]
    assert entries(Event.ENQUIRIES_EXPORTED) == [("admin", "Book", "1")]
    assert entries(Event.ENQUIRIES_DELETED) == [("admin", "Book", "1")]


def test_visitors_are_never_recorded(client):
    home = home_page()
    post_enquiry(client, enquiry_page(home))
    page = standard_page(home, "For patients")
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="lighthouse"
    )
    form = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
    for _ in range(12):
        client.post(form, {"password": "wrong", "return_url": "/"}, **HERE)
    client.get("/nothing/")

    assert not AuditEntry.objects.exists()


# -- The log --------------------------------------------------------------------------------------


def test_entries_can_be_neither_changed_nor_deleted():
    create_user()
    entry = AuditEntry.objects.first()
    entry.target = "somebody else"

    for attempt in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(target=""),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()


def test_entries_outlast_their_user():
    user = create_user("rosa")
    user.is_active = False
    user.save()
    user.delete()

    assert entries(Event.USER_CHANGED) == [("", "rosa", "active: True → False")]


def test_old_entries_are_purged(settings, capsys):
    create_user()
    number = AuditEntry.objects.count()
    assert number
    old = timezone.now() - timedelta(days=settings.AUDIT_LOG_DAYS + 1)
    QuerySet(AuditEntry).update(happened_at=old)
    create_user()
    left = AuditEntry.objects.count() - number

    call_command("purge_audit_log", "--dry-run")
    assert capsys.readouterr().out == f"{number} entries of the audit log would be deleted.\n"
    call_command("purge_audit_log")
    assert AuditEntry.objects.count() == left


def test_administrators_read_the_log(client):
    set_up_roles()
    administrator = create_user("anna")
    administrator.groups.add(Group.objects.get(name=ADMINISTRATORS))
    try_password(client, administrator)

    page = client.get(REPORT).content.decode()
    assert "Logged in" in page
    assert "anna" in page
    assert reverse("login_limits") in page


def test_others_do_not_read_the_log(client):
    client.force_login(create_user())

    assert client.get(REPORT).status_code == 302
    assert "Audit log" not in client.get("/admin/").content.decode()


def test_the_log_is_filtered(admin_client):
    create_user("rosa")
    create_user("anna")
    page = admin_client.get(REPORT, {"event": "user-created", "target": "ros"}).content.decode()

    assert "rosa" in page
    assert "anna" not in page


def test_the_log_is_exported_without_formulas(admin_client):
    create_user("=cmd")
    exported = admin_client.get(REPORT, {"export": "xlsx"}).getvalue()
    cells = [cell.value for row in load_workbook(BytesIO(exported)).active for cell in row]

    assert "'=cmd" in cells
    assert "=cmd" not in cells
