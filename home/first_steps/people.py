"""The form of the step "People"."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from articles.models import PersonPage
from home.first_steps.invitations import create_account
from home.first_steps.pages import create_person, find_people
from home.models.roles import ROLES
from home.models.site_roles import SITE_ROLES, find_site_group

FIELDS = (
    *("title", "honorific", "job_title", "credentials", "registration"),
    *("team_group", "email"),
)
NEW_USER_PERMISSION = "home.add_user"


class PersonForm(forms.ModelForm):
    """A new person: a profile, and an account if a role is chosen."""

    use_required_attribute = False
    email = forms.EmailField(
        label=_("Email address"),
        required=False,
        help_text=_("For review links and the invitation. Never public."),
    )
    role = forms.ChoiceField(
        label=_("Account"),
        required=False,
        help_text=_("Signing by a link needs none. With one, the person chooses a password."),
    )

    class Meta:
        model = PersonPage
        fields = FIELDS
        labels = {"title": _("Name"), "job_title": _("Role in the clinic")}
        help_texts = {
            "title": "",
            "honorific": "",
            "team_group": "",
            "registration": _("For example: GMC 1234567"),
        }
        widgets = {
            "title": forms.TextInput(attrs={"placeholder": _("Ada Byron")}),
            "honorific": forms.TextInput(attrs={"placeholder": _("Dr")}),
        }

    def __init__(self, *args: Any, site: Site, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.site, self.user = site, user
        if user.has_perm(NEW_USER_PERMISSION):
            role: Any = self.fields["role"]
            role.choices = [("", _("No account")), *role_choices(site)]
        else:
            del self.fields["role"]

    @property
    def is_filled(self) -> bool:
        """True if anything was typed; without that, the step adds nobody."""
        names = ("title", "honorific", "job_title", "credentials", "registration", "email")
        return any((self.data.get(name) or "").strip() for name in names)

    def clean_title(self) -> str:
        title = self.cleaned_data["title"].strip()
        if any(person.title.casefold() == title.casefold() for person in find_people(self.site)):
            raise forms.ValidationError(
                gettext("“%s” is on the team page already. Change the profile there.") % title
            )
        return title

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("role"):
            return cleaned
        email = cleaned.get("email")
        if not email:
            if "email" not in self.errors:
                self.add_error("email", gettext("An account needs an email address."))
            return cleaned
        users = get_user_model()._default_manager
        if users.filter(email__iexact=email).exists() or users.filter(username=email).exists():
            message = gettext(
                "There is an account with this address. Choose “No account” here, and the account"
                " on the person's profile."
            )
            self.add_error("email", message)
        return cleaned

    def _post_clean(self) -> None:
        """Skip the checks of a page in the tree, which is created later."""

    @transaction.atomic  # an account without a profile would refuse a second attempt
    def create(self) -> tuple[PersonPage, Any]:
        """Publish the profile. Return it, and the new user or None."""
        values = {name: self.cleaned_data[name] for name in FIELDS}
        account = None
        if role := self.cleaned_data.get("role"):
            group = Group.objects.get(pk=role)
            account = create_account(values["title"], values["email"], group)
        return create_person(self.site, self.user, account=account, **values), account


def role_choices(site: Site) -> list[tuple[str, str]]:
    """Return the groups of the roles, with what they may do; those of the site if it has any."""
    pairs = [(role, find_site_group(role, site)) for role in SITE_ROLES]
    if not any(group for _role, group in pairs):
        groups = {group.name: group for group in Group.objects.all()}
        pairs = [(role, groups.get(role.name)) for role in ROLES]
    return [(str(group.pk), f"{group.name}: {role.purpose}") for role, group in pairs if group]
