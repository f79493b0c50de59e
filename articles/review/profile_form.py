"""The form of a profile. Who somebody is, and may sign as, is not for every editor to say."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from articles.publishing.permissions import user_can_publish

# Where links to sign are sent, and which account signs as this person.
IDENTITY_FIELDS = ("email", "account")


class ProfileForm(WagtailAdminPageForm):
    """Leaves out what lets somebody sign, unless its user may publish the profile.

    A profile that is not public is written with each draft of it, so that leaving its publication
    to others would not be enough.
    """

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        user = self.for_user
        if user is None or not user_can_publish(self.instance, self.parent_page, user):
            for name in IDENTITY_FIELDS:
                self.fields.pop(name, None)
