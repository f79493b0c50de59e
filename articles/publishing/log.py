"""What the history of a page tells of the gate."""

from django.utils.translation import gettext, gettext_lazy
from wagtail.log_actions import LogFormatter

from articles.models import Clearance

OVERRIDE_ACTIONS = {
    Clearance.Kind.MINOR: "articles.clearance.minor",
    Clearance.Kind.EXCEPTION: "articles.clearance.exception",
}
REFUSED_ACTION = "articles.publish.refused"
LEFT_AS_DRAFT_ACTION = "articles.publish.left"


def register_log_actions(actions) -> None:
    """For the hook of that name."""

    @actions.register_action(OVERRIDE_ACTIONS[Clearance.Kind.MINOR])
    class MinorFormatter(LogFormatter):
        label = gettext_lazy("Declare a minor change")

        def format_message(self, log_entry):
            return gettext("Minor change that needs no new review: “%(reason)s”") % log_entry.data

    @actions.register_action(OVERRIDE_ACTIONS[Clearance.Kind.EXCEPTION])
    class ExceptionFormatter(LogFormatter):
        label = gettext_lazy("Publish as an exception")

        def format_message(self, log_entry):
            return gettext("Published in spite of its problems: “%(reason)s”") % log_entry.data

    @actions.register_action(REFUSED_ACTION)
    class RefusedFormatter(LogFormatter):
        label = gettext_lazy("Refuse to publish")

        def format_message(self, log_entry):
            reasons = " ".join(log_entry.data.get("reasons", []))
            return gettext("Not published when it was due. %(reasons)s") % {"reasons": reasons}

    @actions.register_action(LEFT_AS_DRAFT_ACTION)
    class LeftFormatter(LogFormatter):
        label = gettext_lazy("Leave as a draft")

        def format_message(self, log_entry):
            reasons = " ".join(log_entry.data.get("reasons", []))
            return gettext("Not published when its workflow ended. %(reasons)s") % {
                "reasons": reasons
            }
