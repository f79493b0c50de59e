"""Members of the staff, by their role."""

from django.contrib.auth.models import Group
from django.test import Client

from home.models import User
from home.models.roles import set_up_roles


def member(role: str, name: str = "") -> User:
    set_up_roles()
    user = User.objects.create_user(name or role, "staff@example.org", "secret")
    user.groups.add(Group.objects.get(name=role))
    return user


def log_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
