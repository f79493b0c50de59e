"""Log entries of changed sources, and how the history of a source shows them."""

from typing import Any

from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from articles.library import changes
from articles.models.reference_proposal import source_field

MAX_VALUE_LENGTH = 200
# The label and the message of each action.
LOG_ACTIONS = {
    changes.EDIT_ACTION: (gettext_lazy("Edit source"), gettext_lazy("Changed.")),
    changes.PROPOSE_ACTION: (gettext_lazy("Propose change"), gettext_lazy("Proposed a change.")),
    changes.WITHDRAW_ACTION: (
        gettext_lazy("Withdraw proposed change"),
        gettext_lazy("Withdrew the proposed change."),
    ),
    changes.PUBLISH_ACTION: (
        gettext_lazy("Publish proposed change"),
        gettext_lazy("Published a proposed change."),
    ),
    changes.DISCARD_ACTION: (
        gettext_lazy("Discard proposed change"),
        gettext_lazy("Discarded the proposed change."),
    ),
}


class SourceChangeFormatter(LogFormatter):
    """Formats `message` with the old and new values, the proposer and the reason."""

    message: Any

    def format_message(self, log_entry):
        data = log_entry.data
        parts = [str(self.message)]
        parts += [describe_change(name, *pair) for name, pair in data.get("changes", {}).items()]
        if author := data.get("proposed_by"):
            parts.append(_("Proposed by: %(name)s.") % {"name": author})
        if note := data.get("note"):
            parts.append(_("Reason: %(reason)s") % {"reason": note})
        return " ".join(parts)


def describe_change(name: str, old: Any, new: Any) -> str:
    """Return a change such as "Title: “A” → “B”."."""
    values = {
        "field": field_label(name),
        "old": value_text(name, old) or "–",
        "new": value_text(name, new) or "–",
    }
    return _("%(field)s: “%(old)s” → “%(new)s”.") % values


def field_label(name: str) -> str:
    return capfirst(str(source_field(name).verbose_name))


def value_text(name: str, value: Any, max_length: int = MAX_VALUE_LENGTH) -> str:
    """Return a value as the form shows it, on one line."""
    choices = dict(source_field(name).flatchoices)
    text = str(choices.get(value, "" if value is None else value))
    return Truncator("; ".join(text.splitlines())).chars(max_length)


def register_log_actions(actions: Any) -> None:
    """Hook: `register_log_actions`."""
    for action, (label, message) in LOG_ACTIONS.items():
        fields = {"label": label, "message": message}
        actions.register_action(action)(type("Formatter", (SourceChangeFormatter,), fields))
