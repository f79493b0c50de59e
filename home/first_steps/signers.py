"""The form of the step "Who signs": addresses for review links, and accounts that sign."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from articles.models import PersonPage
from articles.publishing.signing import get_active_workflow, get_signing_tasks
from home.first_steps.pages import find_people
from home.models.roles import REVIEWERS

CHANGE_USERS_PERMISSION = "home.change_user"


def get_signing_groups(site: Site) -> list[Any]:
    """Return the groups whose members sign in the admin, the one of the role first."""
    tasks = get_signing_tasks(get_active_workflow(site.root_page))
    groups = {group.pk: group for task in tasks for group in task.groups.all()}
    return sorted(groups.values(), key=lambda group: (group.name != REVIEWERS, group.pk))


def may_sign_in_admin(person: PersonPage, groups: list[Any]) -> bool:
    """Return True if the account of the person may sign in the admin."""
    account = person.account
    if account is None or not account.is_active:
        return False
    if account.is_superuser:
        return True
    return account.groups.filter(pk__in=[group.pk for group in groups]).exists()


def find_signers(site: Site) -> list[PersonPage]:
    """Return the people who can sign: by a link, or in the admin."""
    groups = get_signing_groups(site)
    return [one for one in find_people(site) if one.email or may_sign_in_admin(one, groups)]


class SignersForm(forms.Form):
    """An address for each person, and the choice of the own profile."""

    def __init__(self, *args: Any, site: Site, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.site, self.user = site, user
        self.people = find_people(site)
        self.groups = get_signing_groups(site)
        for person in self.people:
            self.fields[f"email-{person.pk}"] = self._email_field(person)
        without_account = [person for person in self.people if person.account is None]
        has_profile = PersonPage.objects.filter(account=user).exists()
        if without_account and not has_profile and self._may_become_reviewer:
            choices = [(str(person.pk), person.display_name) for person in without_account]
            self.fields["me"] = forms.ChoiceField(
                label=_("One of them is you"),
                choices=[("", _("None of them")), *choices],
                required=False,
                help_text=_(
                    "Then you sign in the admin with your own account. The author of an article"
                    " may sign it as well."
                ),
            )

    @property
    def _may_become_reviewer(self) -> bool:
        """True if the user is in a group of the step, or may change who is."""
        user = self.user
        if user.is_superuser or user.has_perm(CHANGE_USERS_PERMISSION):
            return True
        return user.groups.filter(pk__in=[group.pk for group in self.groups]).exists()

    def _email_field(self, person: PersonPage) -> forms.EmailField:
        help_text = gettext("Leave it empty if this person signs nothing.")
        if may_sign_in_admin(person, self.groups):
            help_text = gettext("Signs in the admin too, with the account “%s”.") % person.account
        return forms.EmailField(
            label=gettext("%s: address for review links") % person.display_name,
            initial=person.email,
            required=False,
            help_text=help_text,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors or cleaned.get("me"):
            return cleaned
        by_link = any(cleaned.get(f"email-{person.pk}") for person in self.people)
        if not by_link and not any(may_sign_in_admin(one, self.groups) for one in self.people):
            raise forms.ValidationError(
                gettext("Enter the address of at least one person who signs articles.")
            )
        return cleaned

    def save(self) -> list[PersonPage]:
        """Store addresses and the own account. Return who can sign."""
        for person in self.people:
            email = self.cleaned_data[f"email-{person.pk}"]
            fields: dict[str, Any] = {} if email == person.email else {"email": email}
            if self.cleaned_data.get("me") == str(person.pk):
                fields["account"] = self.user
            if fields:
                set_identity(person, self.user, **fields)
        if self.cleaned_data.get("me") and not self.user.is_superuser and self.groups:
            self.user.groups.add(self.groups[0])
        return find_signers(self.site)


def set_identity(person: PersonPage, user: Any, **fields: Any) -> None:
    """Change who signs as the person, in the profile and in its latest draft.

    Neither is public, so nothing has to be published, and a draft of somebody else stays one.
    """
    draft = person.get_latest_revision_as_object()
    for page in (person, draft):
        for name, value in fields.items():
            setattr(page, name, value)
    person.save(update_fields=list(fields))
    has_draft = person.has_unpublished_changes
    draft.save_revision(user=user, changed=has_draft, log_action=True, clean=False)
