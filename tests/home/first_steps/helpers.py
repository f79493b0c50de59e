"""Users with a role, and the addresses of the steps."""

from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Site

from home.first_steps.steps import STEPS
from home.models import User

NAMES = [step.name for step in STEPS]


def log_in(client, role: str) -> User:
    user = User.objects.create_user(role.lower(), f"{len(role)}@example.org")
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return user


def url(site: Site, name: str) -> str:
    return reverse("first_steps:step", args=[site.pk, name])
