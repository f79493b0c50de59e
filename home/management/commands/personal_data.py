from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from home.enquiry.personal_data import Address, find_personal_data


class Command(BaseCommand):
    help = (
        "Count the enquiries, subscriptions and words of a person, in the database and on this "
        "machine's disk. "
        "With an option, export or erase them."
    )

    def add_arguments(self, parser):
        parser.add_argument("address", help="An email address or a phone number.")
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--export", choices=("json", "csv"), help="Print them.")
        choice.add_argument("--erase", action="store_true", help="Delete them for good.")

    def handle(self, *, address, export, erase, **options):
        try:
            found = find_personal_data(Address.parse(address))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if export:
            self.stdout.write(found.to_json() if export == "json" else found.to_csv())
            found.log_export()
        elif erase:
            self.stdout.write(f"Records erased: {found.erase()}.")
        else:
            self.stdout.write(f"Records found: {found.number}.")
        if found.unreadable:
            self.stderr.write(
                f"Not searched, because written with another secret key: {found.unreadable}. "
                "Add that key to SECRET_KEY_FALLBACKS."
            )
