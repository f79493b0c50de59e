"""The key of an app that is not confirmed yet is known to one session only."""

import pytest
from django.test import Client
from django.urls import reverse_lazy
from django_otp.plugins.otp_totp.models import TOTPDevice

from home.login.second_factor import remove_factor
from tests.home.login.helpers import add_app, create_user, try_password

pytestmark = pytest.mark.django_db

SET_UP = reverse_lazy("set_up_second_factor")


@pytest.fixture
def user():
    return create_user()


@pytest.fixture
def app(user) -> TOTPDevice:
    return add_app(user)


def test_another_session_does_not_see_the_key_of_a_new_app(user):
    intruder, owner = Client(), Client()
    for each in (intruder, owner):
        try_password(each, user)
    stolen = intruder.get(SET_UP).context["key"]
    shown = owner.get(SET_UP).context["key"]

    assert shown != stolen
    assert owner.get(SET_UP).context["key"] == shown
    assert TOTPDevice.objects.filter(user=user).count() == 1


def test_apps_that_nobody_confirmed_do_not_break_the_page(client, user):
    for _ in range(2):
        TOTPDevice.objects.create(user=user, confirmed=False)
    try_password(client, user)

    assert client.get(SET_UP).status_code == 200


def test_a_new_password_deletes_apps_that_are_not_confirmed(user, app):
    TOTPDevice.objects.create(user=user, confirmed=False)
    user.set_password("another long password")
    user.save()

    assert list(TOTPDevice.objects.filter(user=user)) == [app]


def test_removing_a_factor_deletes_apps_that_are_not_confirmed(user, app):
    TOTPDevice.objects.create(user=user, confirmed=False)
    remove_factor(user, app.persistent_id)

    assert not TOTPDevice.objects.filter(user=user).exists()
