from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.db import transaction

from home.models.roles import MODERATORS, PUBLISHERS, ROLES, set_up_roles


class Command(BaseCommand):
    help = "Create the groups of the clinic's staff and their missing permissions. Removes nothing."

    @transaction.atomic
    def handle(self, **options):
        created = {group.name for group in set_up_roles()}
        for role in ROLES:
            state = "created" if role.name in created else "updated"
            self.stdout.write(f"{role.name} ({state}): {role.purpose}.")
        moderators = Group.objects.filter(name=MODERATORS).first()
        if moderators:
            self.stdout.write(
                f"{MODERATORS}, which Wagtail creates with every site, was not changed and has "
                f"{moderators.user_set.count()} members. {PUBLISHERS} replaces it: move the "
                "members there and delete it."
            )
