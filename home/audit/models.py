"""The entries of the audit log."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.append_only import AppendOnly
from articles.models.fields import optional_foreign_key


class Event(models.TextChoices):
    """What an entry records. The values are stored: never change or reuse one."""

    LOGIN = "login", _("Logged in")
    LOGIN_REFUSED = "login-refused", _("Login refused")
    FACTOR_ASKED = "factor-asked", _("Password right, second factor asked")
    LOGIN_LIMITED = "login-limited", _("Too many attempts")
    LOGOUT = "logout", _("Logged out")
    SESSIONS_ENDED = "sessions-ended", _("Sessions ended")
    LIMITS_LIFTED = "limits-lifted", _("Limits lifted")
    PASSWORD_CHANGED = "password-changed", _("Password changed")
    RESET_REQUESTED = "reset-requested", _("Password reset requested")
    CODE_REFUSED = "code-refused", _("Second factor refused")
    FACTOR_ADDED = "factor-added", _("Second factor added")
    FACTOR_REMOVED = "factor-removed", _("Second factor removed")
    RECOVERY_CODES = "recovery-codes", _("Recovery codes created")
    RECOVERY_USED = "recovery-used", _("Recovery code used")
    USER_CREATED = "user-created", _("User created")
    USER_CHANGED = "user-changed", _("User changed")
    USER_DELETED = "user-deleted", _("User deleted")
    GROUPS_ADDED = "groups-added", _("Added to groups")
    GROUPS_REMOVED = "groups-removed", _("Removed from groups")
    GROUP_CREATED = "group-created", _("Group created")
    GROUP_CHANGED = "group-changed", _("Group renamed")
    GROUP_DELETED = "group-deleted", _("Group deleted")
    RIGHTS_ADDED = "rights-added", _("Permissions added")
    RIGHTS_REMOVED = "rights-removed", _("Permissions removed")
    ENQUIRIES_READ = "enquiries-read", _("Enquiries read")
    ENQUIRIES_EXPORTED = "enquiries-exported", _("Enquiries exported")
    ENQUIRIES_DELETED = "enquiries-deleted", _("Enquiries deleted")
    LETTER_SENT = "letter-sent", _("Letter sent to subscribers")
    SUBSCRIBERS_READ = "subscribers-read", _("Subscriptions read")
    SUBSCRIBERS_EXPORTED = "subscribers-exported", _("Subscriptions exported")
    SUBSCRIBERS_DELETED = "subscribers-deleted", _("Subscriptions deleted")


class AuditEntry(AppendOnly):
    """Something a member of staff did, or somebody who tried to log in as one.

    Visitors never appear here. The network is too large to identify a single connection.
    """

    event = models.CharField(_("event"), max_length=30, choices=Event.choices)
    happened_at = models.DateTimeField(_("time"), auto_now_add=True, db_index=True)
    user = optional_foreign_key(settings.AUTH_USER_MODEL, verbose_name=_("user"))
    # Names as text, because users, groups and pages may be renamed or deleted.
    user_name = models.CharField(_("by"), max_length=255, blank=True)
    target = models.CharField(_("concerning"), max_length=255, blank=True)
    details = models.TextField(_("details"), blank=True)
    network = models.CharField(_("network"), max_length=50, blank=True)

    class Meta:
        verbose_name = _("audit log entry")
        verbose_name_plural = _("audit log entries")
        # Nobody can add, change or delete an entry.
        default_permissions = ("view",)
        ordering = ["-happened_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_event_display()}: {self.target or self.user_name}"
