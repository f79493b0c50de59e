"""Accounts for new colleagues, who choose their password by a link that is mailed to them."""

import secrets
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name

from articles.models.site_rights import get_user_root_url
from articles.utils.mail import build_message, send_safely

CONSOLE_BACKEND = "django.core.mail.backends.console.EmailBackend"
SECONDS_PER_DAY = 24 * 60 * 60


def create_account(name: str, email: str, group: Group) -> Any:
    """Create a user who logs in with the email address, and whose password nobody knows.

    Users without any password could not ask for a new link by mail when theirs has expired.
    """
    first, _space, last = name.partition(" ")
    user = get_user_model()(
        username=email[:150], email=email, first_name=first[:150], last_name=last[:150]
    )
    user.set_password(secrets.token_urlsafe(32))
    user.save()
    user.groups.add(group)
    return user


def build_password_link(user: Any) -> str:
    """Return the absolute link with which the user chooses a password, once."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    path = reverse("wagtailadmin_password_reset_confirm", args=[uid, token])
    return urljoin(get_user_root_url(user), path)


def get_link_days() -> int:
    return settings.PASSWORD_RESET_TIMEOUT // SECONDS_PER_DAY


def mail_invitation(user: Any, link: str, clinic: str, inviter: Any) -> bool:
    """Mail the link. Return True if the mail server accepted it.

    Without a mail server, mails are printed in the log, which the invited do not read.
    """
    if settings.EMAIL_BACKEND == CONSOLE_BACKEND:
        return False
    body = _(
        "Hello %(name)s,\n\n"
        "%(inviter)s has given you an account on the website of %(clinic)s. Choose your password"
        " here:\n\n%(link)s\n\n"
        "The link works once, for %(days)d days. Then log in with the name %(username)s."
    ) % {
        "name": user.get_full_name(),
        "inviter": get_user_display_name(inviter),
        "clinic": clinic,
        "link": link,
        "days": get_link_days(),
        "username": user.get_username(),
    }
    message = build_message(_("Your account at %s") % clinic, body, [user.email])
    return send_safely(message, f"The invitation of user {user.pk} could not be sent")
