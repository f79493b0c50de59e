"""Wagtail's views of users and groups, whose bulk changes send no signals."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.models import GroupCollectionPermission, GroupPagePermission
from wagtail.users.views.bulk_actions import SetActiveStateBulkAction
from wagtail.users.views.groups import CreateView, EditView, GroupViewSet

from home.audit.log import record
from home.audit.models import Event
from home.audit.receivers import describe


class RecordObjectPermissionsMixin:
    """Records the permissions on pages and collections that saving a group adds."""

    object: Any

    def process_form(self) -> HttpResponse:
        before = object_permissions(self.object)
        response = super().process_form()  # type: ignore[misc]
        after = object_permissions(self.object)
        for key in after.keys() - before.keys():
            record(Event.RIGHTS_ADDED, target=self.object, details=describe(after[key]))
        return response


def object_permissions(group: Any) -> dict[tuple[type, int], Any]:
    if group is None or group.pk is None:
        return {}
    return {
        (model, right.pk): right
        for model in (GroupPagePermission, GroupCollectionPermission)
        for right in model.objects.filter(group=group).select_related("permission__content_type")
    }


class AuditedCreateView(RecordObjectPermissionsMixin, CreateView):
    pass


class AuditedEditView(RecordObjectPermissionsMixin, EditView):
    pass


class AuditedGroupViewSet(GroupViewSet):
    add_view_class = AuditedCreateView
    edit_view_class = AuditedEditView


def record_bulk_activation(
    request: HttpRequest, action_type: str, objects: Any, action: Any
) -> None:
    """Hook: `after_bulk_action`."""
    if not isinstance(action, SetActiveStateBulkAction):
        return
    active = action.cleaned_form.cleaned_data["mark_as_active"]
    for user in objects:
        field = user._meta.get_field("is_active").verbose_name
        record(Event.USER_CHANGED, target=user, details=f"{field}: {not active} → {active}")
