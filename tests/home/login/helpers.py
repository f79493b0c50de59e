"""Log in as a browser would, and compute the codes of an authenticator app."""

import itertools
import time
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from home.login.models import Session
from home.models import User
from home.models.roles import PUBLISHERS, set_up_roles

PASSWORD = "a long password of its own"
LOGIN = "/admin/login/"
HOME = "/admin/"
_numbers = itertools.count(1)


def create_user(name: str = "", *permissions: str, **fields: Any) -> User:
    """Create a user who may open the admin."""
    name = name or f"user-{next(_numbers)}"
    user = User.objects.create_user(name, f"{name}@example.org", PASSWORD, **fields)
    codenames = ["access_admin", *permissions]
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def create_publisher() -> User:
    set_up_roles()
    user = create_user()
    user.groups.add(Group.objects.get(name=PUBLISHERS))
    return user


def add_app(user: User) -> TOTPDevice:
    return TOTPDevice.objects.create(user=user, name="Authenticator app")


def code_of(device: TOTPDevice, steps: int = 0) -> str:
    """Return the code that an app shows now, or some steps of 30 seconds later."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = time.time() + steps * device.step
    return f"{totp.token():06}"


def try_password(client: Client, user: User | str, password: str = PASSWORD, **origin: Any) -> Any:
    """Send the form of the login page."""
    name = user if isinstance(user, str) else user.username
    data = {"username": name, "password": password, "next": HOME}
    return client.post(LOGIN, data, **origin)


def send_code(client: Client, code: str, query: str = "") -> Any:
    return client.post(f"{reverse('second_factor')}{query}", {"code": code})


def is_logged_in(client: Client) -> bool:
    """Return True if the admin opens."""
    return client.get(HOME).status_code == 200


def session_user(client: Client) -> str | None:
    """Return the id of the user of the client's session, if there is one."""
    return client.session.get(SESSION_KEY)


def age_session(client: Client, *, seen: int = 0, at: int = 0) -> None:
    """Make the login and the last activity of a session older, by minutes."""
    session = client.session
    login = session["login"]
    session["login"] = login | {
        "seen": login["seen"] - seen * 60,
        "at": login["at"] - at * 60,
        "confirmed": login["confirmed"] - max(seen, at) * 60,
    }
    session.save()


def session_row(client: Client) -> Session:
    return Session.objects.get(pk=client.session.session_key)
