from typing import Any

from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from wagtail.models import Site

from home.kit.site_staff import set_up_site_staff
from home.models.roles import MODERATORS, PUBLISHERS, ROLES, set_up_roles


class Command(BaseCommand):
    help = "Create the groups of the clinic's staff and their missing permissions. Removes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--site",
            metavar="HOST",
            help="create groups for the staff of this site only, who see nothing of other sites",
        )

    @transaction.atomic
    def handle(self, *args: Any, site: str | None = None, **options: Any) -> None:
        if site:
            self._set_up_site(site)
            return
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

    def _set_up_site(self, address: str) -> None:
        host, _colon, port = address.partition(":")
        sites = Site.objects.filter(hostname=host.lower())
        if port:
            sites = sites.filter(port=port) if port.isdecimal() else sites.none()
        if len(sites) != 1:
            known = ", ".join(f"{each.hostname}:{each.port}" for each in Site.objects.all())
            raise CommandError(f"“{address}” is not exactly one site. The sites are {known}.")
        for line in set_up_site_staff(sites[0]) or ["Everything exists already."]:
            self.stdout.write(line)
