"""Log entries of the publish gate, and how the history of a page shows them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from articles.models import Clearance

OVERRIDE_ACTIONS = {
    Clearance.Kind.MINOR: "articles.clearance.minor",
    Clearance.Kind.EXCEPTION: "articles.clearance.exception",
}
REFUSED_ACTION = "articles.publish.refused"
LEFT_AS_DRAFT_ACTION = "articles.publish.left"
WAIVED_ACTION = "articles.claim.waived"
WITHDRAWN_ACTION = "articles.claim.withdrawn"
# The label and the message of each action.
LOG_ACTIONS = {
    OVERRIDE_ACTIONS[Clearance.Kind.MINOR]: (
        _("Declare a minor change"),
        _("Minor change, published without a new review: “%(reason)s”"),
    ),
    OVERRIDE_ACTIONS[Clearance.Kind.EXCEPTION]: (
        _("Publish as an exception"),
        _("Published despite its problems: “%(reason)s”"),
    ),
    REFUSED_ACTION: (
        _("Refuse to publish"),
        _("Not published at the scheduled time. %(reasons)s"),
    ),
    LEFT_AS_DRAFT_ACTION: (
        _("Leave as a draft"),
        _("Not published at the end of the workflow. %(reasons)s"),
    ),
    WAIVED_ACTION: (
        _("Waive a claim"),
        _("Waived “%(sentence)s”. %(reason)s: “%(words)s”"),
    ),
    WITHDRAWN_ACTION: (
        _("Withdraw a waiver"),
        _("No longer waived: “%(sentence)s”"),
    ),
}


class DataLogFormatter(LogFormatter):
    """Formats `message` with the data of the log entry; its reasons are joined."""

    message: Any

    def format_message(self, log_entry):
        reasons = " ".join(log_entry.data.get("reasons", []))
        return self.message % (log_entry.data | {"reasons": reasons})


def register_log_action(actions: Any, action: str, label: Any, message: Any) -> None:
    """Register an action whose log entries have data.

    `message` is a lazy translation with named placeholders, also a plural one (`ngettext_lazy`).
    """
    fields = {"label": label, "message": message}
    actions.register_action(action)(type("Formatter", (DataLogFormatter,), fields))


def register_log_actions(actions: Any) -> None:
    """Hook: `register_log_actions`."""
    for action, (label, message) in LOG_ACTIONS.items():
        register_log_action(actions, action, label, message)
