"""Groups, users and workflows of a kit.

Users have no password: an administrator sets one, and until then nobody can log in as them. What
exists is not changed: a kit gives nobody more rights in a site that is there already.
"""

import re
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
    Page,
    Site,
    Task,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from home.kit.errors import KitError, Place
from home.kit.fields import FieldDecoder
from home.kit.reading import KitFiles
from home.kit.report import CREATED, KEPT, UNCHANGED, LoadReport
from home.kit.start import WORKFLOW_NAME, set_up_library_workflow, set_up_workflow
from home.kit.yaml_reading import Mapping, as_mapping, as_sequence, as_text
from home.models.roles import set_up_roles

USERS_FILE, GROUPS_FILE, WORKFLOWS_FILE = "users.yaml", "groups.yaml", "workflows.yaml"
# All pages of all sites.
EVERYWHERE = "*"
GROUP_KEYS = ("permissions", "site", "pages", "collections")
WORKFLOW_KEYS = ("active", "steps", "pages", "types")


def task_type_name(model: type[Task]) -> str:
    """Return `clinical_review` for `ClinicalReviewTask`."""
    name = re.sub(r"Task\Z", "", model.__name__)
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def task_types() -> list[type[Task]]:
    return [model for model in apps.get_models() if issubclass(model, Task) and model is not Task]


class StaffLoader:
    """Loads groups, then users; workflows come when their pages are there."""

    def __init__(
        self, kit: KitFiles, decoder: FieldDecoder, report: LoadReport, *, is_new_database: bool
    ) -> None:
        self.is_new_database = is_new_database
        self.kit, self.decoder, self.names, self.report = kit, decoder, decoder.names, report

    def load_groups(self) -> None:
        """Create the missing groups. Their rights on pages follow with `grant`."""
        self.new_groups: list[tuple[Group, Mapping, Place]] = []
        if self.is_new_database and GROUPS_FILE in self.kit:
            # Those that Wagtail's migrations make, with other rights than in the kit.
            Group.objects.filter(user__isnull=True).delete()
        elif GROUPS_FILE not in self.kit:
            set_up_roles()
        for name, fields, place in self._entries(GROUPS_FILE):
            _check_keys(fields, GROUP_KEYS, place)
            if name in self.names.table(Group).pks:
                self.report.add("group", UNCHANGED, name)
                continue
            group = Group.objects.create(name=name)
            self.names.add(Group, name, group.pk)
            items = self._texts(fields, "permissions", place)
            group.permissions.set(self._permission(each, at) for each, at in items)
            self.new_groups.append((group, fields, place))
            self.report.add("group", CREATED, name)

    def load_users(self) -> None:
        model = get_user_model()
        for name, fields, place in self._entries(USERS_FILE):
            entry = self.decoder.entry(model, fields, place, "")
            found = model._default_manager.filter(username=name).first()
            if found:
                same = all(getattr(found, k) == value for k, value in entry.values.items())
                self.report.add("user", UNCHANGED if same else KEPT, name)
                continue
            check_user_name(name, place)
            if not self.is_new_database:
                # Only the users of this site give rights that their groups do not.
                entry.values.pop("is_superuser", None)
                entry.lists.pop("user_permissions", None)
            user = model(username=name, **entry.values)
            user.set_unusable_password()
            user.save()
            user.groups.set(entry.lists.get("groups", []))
            user.user_permissions.set(entry.lists.get("user_permissions", []))
            self.names.add(model, name, user.pk)
            self.report.add("user", CREATED, name)
            self.report.note(name, _("has no password yet; an administrator sets one"))
            if user.is_superuser:
                self.report.note(name, _("is a superuser, who may do everything"))
            elif not self.is_new_database and (groups := user.groups.order_by("name")):
                names = ", ".join(group.name for group in groups)
                self.report.note(name, _("has the rights of: %s") % names)

    def grant(self, site: Site) -> None:
        """Give the new groups their rights in the site, on its pages and in collections."""
        for group, fields, place in self.new_groups:
            for text, where in self._texts(fields, "site", place):
                permission = self._permission(text, where)
                GroupSitePermission.objects.create(group=group, site=site, permission=permission)
            for model, key in ((Page, "pages"), (Collection, "collections")):
                rights = as_mapping(fields.get(key), fields.place(key, place))
                for name, value in rights.items():
                    at = rights.place(name, place)
                    for text, where in as_sequence(value, at).places(at):
                        permission = self._permission(as_text(text, where), where)
                        self._grant(group, model, name, permission, at)

    def _grant(self, group: Group, model: Any, name: str, permission: Any, place: Place) -> None:
        if model is Page:
            root = Page.get_first_root_node()
            pk = root.pk if name == EVERYWHERE else self.names.page(name, place)
            GroupPagePermission.objects.create(group=group, page_id=pk, permission=permission)
        else:
            own = "" if name == EVERYWHERE else name
            pk = self.names.pk(Collection, own, place)
            GroupCollectionPermission.objects.create(
                group=group, collection_id=pk, permission=permission
            )

    def load_workflows(self, root: Page) -> None:
        """Load the workflows, or set up the usual ones if the kit has no file of them."""
        if WORKFLOWS_FILE not in self.kit:
            if not set_up_workflow(root) and not WorkflowPage.objects.filter(page=root).exists():
                # It was made for another site.
                workflow = Workflow.objects.get(name=WORKFLOW_NAME)
                WorkflowPage.objects.create(page=root, workflow=workflow)
            set_up_library_workflow()
            return
        if self.is_new_database:
            Workflow.objects.all().delete()
            Task.objects.all().delete()
        for name, fields, place in self._entries(WORKFLOWS_FILE):
            _check_keys(fields, WORKFLOW_KEYS, place)
            workflow = Workflow.objects.filter(name=name).first()
            self.report.add("workflow", UNCHANGED if workflow else CREATED, name)
            if workflow is None:
                workflow = self._create_workflow(name, fields, place)
            for path, at in self._texts(fields, "pages", place):
                page = self.names.page(path, at)
                if not WorkflowPage.objects.filter(page_id=page).exists():
                    WorkflowPage.objects.create(page_id=page, workflow=workflow)
            for label, at in self._texts(fields, "types", place):
                app, _dot, model = label.lower().partition(".")
                found = ContentType.objects.filter(app_label=app, model=model).first()
                if not found:
                    raise at.error(_("There is no model “%s”.") % label)
                WorkflowContentType.objects.get_or_create(
                    content_type=found, defaults={"workflow": workflow}
                )

    def _create_workflow(self, name: str, fields: Mapping, place: Place) -> Workflow:
        entry = self.decoder.entry(Workflow, fields, place, "", WORKFLOW_KEYS[1:])
        workflow = Workflow.objects.create(name=name, **entry.values)
        types = {task_type_name(model): model for model in task_types()}
        at = fields.place("steps", place)
        steps = as_sequence(fields.get("steps"), at).places(at)
        for number, (item, where) in enumerate(steps):
            step = as_mapping(item, where)
            kind = as_text(step.get("type"), step.place("type", where))
            if kind not in types:
                raise where.unknown(_("There is no type of step “%s”.") % kind, kind, types)
            title = as_text(step.get("name"), step.place("name", where)) or name
            own = self.decoder.entry(types[kind], step, where, "", ("type", "name"))
            task = types[kind].objects.create(name=title, **own.values)
            for field, pks in own.lists.items():
                getattr(task, field).set(pks)
            WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=number)
        return workflow

    def _entries(self, file: str) -> list[tuple[str, Mapping, Place]]:
        if file not in self.kit:
            return []
        place = Place(file, 1)
        entries = as_mapping(self.kit.yaml(file), place)
        return [
            (name, as_mapping(value, entries.place(name, place)), entries.place(name, place))
            for name, value in entries.items()
        ]

    def _texts(self, fields: Mapping, key: str, place: Place) -> list[tuple[str, Place]]:
        at = fields.place(key, place)
        items = as_sequence(fields.get(key), at).places(at)
        return [(as_text(item, where), where) for item, where in items]

    def _permission(self, name: str, place: Place) -> Permission:
        return Permission.objects.get(pk=self.names.pk(Permission, name, place))


def _check_keys(fields: Mapping, known: tuple[str, ...], place: Place) -> None:
    for key in fields:
        if key not in known:
            message = _("“%s” is unknown here.") % key
            error: KitError = fields.place(key, place).unknown(message, key, known)
            raise error


def check_user_name(name: str, place: Place) -> None:
    """Refuse a name that the database cannot store. Others come from a database."""
    longest = get_user_model()._meta.get_field("username").max_length or 0
    if not name.strip() or len(name) > longest:
        raise place.error(_("A user name has 1 to %d characters.") % longest)
