"""What a field is for, so that browsers can offer the visitor's own details."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """Values of HTML's `autocomplete` that a clinic has a use for."""

    NONE = "", _("Nothing")
    NAME = "name", _("Full name")
    GIVEN_NAME = "given-name", _("First name")
    FAMILY_NAME = "family-name", _("Family name")
    EMAIL = "email", _("E-mail address")
    TELEPHONE = "tel", _("Telephone number")
    ORGANISATION = "organization", _("Organisation")
    POSTCODE = "postal-code", _("Postcode")
