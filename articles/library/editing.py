"""The editor of a source: who may publish saves it, others may have to propose a change."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.snippets.action_menu import ActionMenuItem
from wagtail.snippets.views.snippets import EditView

from articles.library.changes import ChangeOutcome, can_publish, save_or_propose
from articles.library.usage import is_publicly_cited
from articles.models import Reference, ReferenceProposal
from articles.models.reference_proposal import changed_values


class ReferenceEditView(EditView):
    """Edit a source. Who may not publish sees it with the proposed change, if there is one."""

    outcome: ChangeOutcome

    def get_object(self, queryset=None) -> Reference:
        reference = super().get_object(queryset)
        if not can_publish(self.request.user, reference):
            proposal = ReferenceProposal.objects.filter(reference=reference).first()
            if proposal:
                proposal.apply_to(reference)
        return reference

    def save_instance(self) -> Reference:
        stored = Reference.objects.select_for_update().get(pk=self.object.pk)
        values = changed_values(stored, self.form.instance)
        note = self.form.cleaned_data["reason"]
        self.new_revision = None
        self.outcome = save_or_propose(stored, values, self.request.user, note)
        if "site" in self.form.cleaned_data:  # of superusers
            stored.site = self.form.cleaned_data["site"]
            stored.save()
        return stored

    def get_success_message(self, instance=None) -> str:
        saved, proposed = self.outcome.saved, self.outcome.proposed
        if proposed and not saved:
            return _("Your proposal was saved. A publisher decides about it.")
        if proposed:
            return _(
                "“%(source)s” was saved, except its status: your proposal was saved, and a"
                " publisher decides about it."
            ) % {"source": self.object}
        if self.outcome.is_withdrawn:
            return _("The proposed change was withdrawn. Nothing differs from the source any more.")
        return super().get_success_message(instance)


class ProposeMenuItem(ActionMenuItem):
    """The button "Propose change" in place of "Save"."""

    name = "action-save"
    label = gettext_lazy("Propose change")
    icon_name = "draft"
    template_name = "articles/admin/library/propose_button.html"


def offer_to_propose(
    menu_items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]
) -> None:
    """Hook: `construct_snippet_action_menu`."""
    reference = context.get("instance")
    if not isinstance(reference, Reference) or can_publish(request.user, reference):
        return
    if is_publicly_cited(reference):
        menu_items[:] = [
            ProposeMenuItem(order=item.order) if item.name == ProposeMenuItem.name else item
            for item in menu_items
        ]
