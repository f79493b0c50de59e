"""The form of a profile. Who somebody is, and may sign as, is not for every editor to say."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

# Where links to sign are sent, and which account signs as this person.
IDENTITY = ("email", "account")


class ProfileForm(WagtailAdminPageForm):
    """Leaves out what lets somebody sign, unless its user may publish the profile.

    A profile that is not public is written with each draft of it, so that leaving its publication
    to others would not be enough.
    """

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not self._may_publish():
            for name in IDENTITY:
                self.fields.pop(name, None)

    def _may_publish(self) -> bool:
        if self.for_user is None:
            return False
        if self.instance.pk:
            return self.instance.permissions_for_user(self.for_user).can_publish()
        if self.parent_page is None:
            return self.for_user.is_superuser
        return self.parent_page.permissions_for_user(self.for_user).can_publish_subpage()
