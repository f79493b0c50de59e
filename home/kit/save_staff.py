"""Write groups, users and workflows to the files of a kit, without any secret."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
    Page,
    Site,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
)

from home.kit.fields import FieldEncoder
from home.kit.save_report import SaveReport
from home.kit.staff import EVERYWHERE, GROUPS_FILE, USERS_FILE, WORKFLOWS_FILE, task_type_name
from home.kit.writing import KitWriter


def save_staff(
    writer: KitWriter, encoder: FieldEncoder, report: SaveReport, site: Site, *, only_used: bool
) -> None:
    """Write the staff. `only_used` leaves out what has nothing to do with this site."""
    saver = _StaffSaver(encoder, site, only_used=only_used)
    workflows = saver.workflows()
    model = get_user_model()
    used = encoder.names.used.get(model, set())
    users = {
        user.get_username(): encoder.fields(user)
        for user in model._default_manager.order_by("pk")
        if not only_used or user.pk in used
    }
    groups = saver.groups()
    for kind, file, data in (
        ("workflow", WORKFLOWS_FILE, workflows),
        ("user", USERS_FILE, users),
        ("group", GROUPS_FILE, groups),
    ):
        writer.yaml(file, data)
        report.count(kind, len(data))


class _StaffSaver:
    def __init__(self, encoder: FieldEncoder, site: Site, *, only_used: bool) -> None:
        self.encoder, self.names = encoder, encoder.names
        self.site, self.only_used = site, only_used

    def groups(self) -> dict[str, Any]:
        groups = list(Group.objects.order_by("pk"))
        pages = self._rights(GroupPagePermission, "page_id", Page, groups)
        if self.only_used:
            used = self.names.used.get(Group, set())
            of_site = {pk for pk, own in pages.items() if own.keys() - {EVERYWHERE}}
            groups = [group for group in groups if group.pk in used | of_site]
        collections = self._rights(GroupCollectionPermission, "collection_id", Collection, groups)
        data = {}
        for group in groups:
            self.names.name(Group, group.pk)  # counts as used
            in_site = GroupSitePermission.objects.filter(group=group, site=self.site)
            own = {
                "permissions": self._permissions(group.permissions.values_list("pk", flat=True)),
                "site": self._permissions(in_site.values_list("permission_id", flat=True)),
                "pages": pages.get(group.pk),
                "collections": collections.get(group.pk),
            }
            data[group.name] = {key: value for key, value in own.items() if value}
        return data

    def _permissions(self, pks: Iterable[int]) -> list[str]:
        return sorted(filter(None, (self.names.name(Permission, pk) for pk in pks)))

    def _rights(
        self, model: Any, target: str, named: Any, groups: list[Group]
    ) -> dict[int, dict[str, list[str]]]:
        """Return the permissions by group and by the name of the page or collection."""
        root = named.get_first_root_node().pk
        rights: dict[int, dict[str, list[str]]] = defaultdict(dict)
        rows = model.objects.filter(group__in=groups)
        for row in rows.order_by("group_id", target, "permission_id"):
            pk = getattr(row, target)
            name = EVERYWHERE if pk == root else self.names.name(named, pk)
            permission = self.names.name(Permission, row.permission_id)
            if name and permission:
                rights[row.group_id].setdefault(name, []).append(permission)
        return {
            group: {name: sorted(own[name]) for name in sorted(own)}
            for group, own in rights.items()
        }

    def workflows(self) -> dict[str, Any]:
        data = {}
        types = WorkflowContentType.objects.select_related("content_type")
        for workflow in Workflow.objects.order_by("pk"):
            pages = WorkflowPage.objects.filter(workflow=workflow).values_list("page_id", flat=True)
            paths = sorted(filter(None, (self.names.page_path(pk) for pk in pages)))
            labels = sorted(
                f"{row.content_type.app_label}.{row.content_type.model}"
                for row in types.filter(workflow=workflow)
            )
            if self.only_used and not (paths or labels):
                continue
            fields = self.encoder.fields(workflow)
            own = {**fields, "steps": self._steps(workflow), "pages": paths, "types": labels}
            data[workflow.name] = {key: value for key, value in own.items() if value != []}
        return data

    def _steps(self, workflow: Workflow) -> list[dict[str, Any]]:
        steps = []
        for row in workflow.workflow_tasks.order_by("sort_order", "pk"):
            task = row.task.specific
            fields = self.encoder.fields(task)
            steps.append({"type": task_type_name(type(task)), "name": task.name, **fields})
        return steps
