from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.db import transaction

from home.models.roles import MODERATORS, PUBLISHERS, ROLES, set_up_roles


class Command(BaseCommand):
    help = "Make the groups of the clinic's staff, or what is missing of them. Takes nothing away."

    @transaction.atomic
    def handle(self, **options):
        made = {group.name for group in set_up_roles()}
        for role in ROLES:
            state = "made" if role.name in made else "there already, completed"
            self.stdout.write(f"{role.name} ({state}): {role.purpose}.")
        moderators = Group.objects.filter(name=MODERATORS).first()
        if moderators:
            self.stdout.write(
                f"{MODERATORS}, which Wagtail makes with every site, was left as it is, with "
                f"{moderators.user_set.count()} members. {PUBLISHERS} takes its place: once its "
                "members are there, it may be deleted."
            )
