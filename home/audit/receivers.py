"""Signal handlers that record logins and changes of rights."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from home.audit.log import record
from home.audit.models import Event
from home.models import User

# Fields of a user that decide who they are or what they may do.
WATCHED_FIELDS = ("username", "email", "is_superuser", "is_active")
MAX_NAMES = 20


def register_signal_handlers() -> None:
    uid = "home.audit"
    user_logged_in.connect(record_login, dispatch_uid=uid)
    user_logged_out.connect(record_logout, dispatch_uid=uid)
    pre_save.connect(record_user_change, User, dispatch_uid=uid)
    post_save.connect(record_new_user, User, dispatch_uid=uid)
    post_delete.connect(record_deleted_user, User, dispatch_uid=uid)
    pre_save.connect(record_group_change, Group, dispatch_uid=uid)
    post_save.connect(record_new_group, Group, dispatch_uid=uid)
    post_delete.connect(record_deleted_group, Group, dispatch_uid=uid)
    m2m_changed.connect(record_groups, User.groups.through, dispatch_uid=uid)
    for through in (User.user_permissions.through, Group.permissions.through):
        m2m_changed.connect(record_permissions, through, dispatch_uid=uid)
    for model in (GroupPagePermission, GroupCollectionPermission):
        post_save.connect(record_object_permission, model, dispatch_uid=uid)
        pre_delete.connect(record_removed_object_permission, model, dispatch_uid=uid)


def record_login(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    record(Event.LOGIN, user=user, details=getattr(request, "login_method", ""))


def record_logout(sender: Any, user: Any, **kwargs: Any) -> None:
    if user is not None:
        record(Event.LOGOUT, user=user)


def record_user_change(sender: Any, instance: Any, raw: bool, update_fields: Any, **kwargs: Any):
    """Record changed fields of an existing user. A password is set, but not shown."""
    if raw or instance._state.adding or (update_fields and "last_login" in update_fields):
        return
    old = get_user_model()._default_manager.filter(pk=instance.pk).first()
    if old is None:
        return
    changes = [
        f"{sender._meta.get_field(name).verbose_name}: {before} → {after}"
        for name in WATCHED_FIELDS
        if (before := getattr(old, name)) != (after := getattr(instance, name))
    ]
    if changes:
        record(Event.USER_CHANGED, target=old, details=", ".join(changes))
    if password_is_new(instance):
        record(Event.PASSWORD_CHANGED, target=old)


def password_is_new(user: Any) -> bool:
    """Return True while a user is saved with a new password, and not one that is hashed again."""
    return user._password is not None


def record_new_user(sender: Any, instance: Any, created: bool, raw: bool, **kwargs: Any) -> None:
    if created and not raw:
        details = str(sender._meta.get_field("is_superuser").verbose_name)
        record(
            Event.USER_CREATED, target=instance, details=details if instance.is_superuser else ""
        )


def record_deleted_user(sender: Any, instance: Any, **kwargs: Any) -> None:
    record(Event.USER_DELETED, target=instance)


def record_group_change(sender: Any, instance: Any, raw: bool, **kwargs: Any) -> None:
    if raw or instance._state.adding:
        return
    old = Group.objects.filter(pk=instance.pk).first()
    if old and old.name != instance.name:
        record(Event.GROUP_CHANGED, target=old, details=instance.name)


def record_new_group(sender: Any, instance: Any, created: bool, raw: bool, **kwargs: Any) -> None:
    if created and not raw:
        record(Event.GROUP_CREATED, target=instance)


def record_deleted_group(sender: Any, instance: Any, **kwargs: Any) -> None:
    record(Event.GROUP_DELETED, target=instance)


def record_groups(
    sender: Any, instance: Any, action: str, reverse: bool, pk_set: Any, **kwargs: Any
) -> None:
    """Record that users joined or left groups, changed from either side."""
    event = _m2m_event(action, Event.GROUPS_ADDED, Event.GROUPS_REMOVED)
    if event is None:
        return
    if reverse:
        users = get_user_model()._default_manager.all()
        users = users.filter(pk__in=pk_set) if pk_set is not None else instance.user_set.all()
        for user in users:
            record(event, target=user, details=instance.name)
        return
    groups = Group.objects.filter(pk__in=pk_set) if pk_set is not None else instance.groups.all()
    if names := join_names(groups):
        record(event, target=instance, details=names)


def record_permissions(
    sender: Any, instance: Any, action: str, reverse: bool, pk_set: Any, **kwargs: Any
) -> None:
    event = _m2m_event(action, Event.RIGHTS_ADDED, Event.RIGHTS_REMOVED)
    if event is None or reverse:
        return
    if pk_set is not None:
        permissions = Permission.objects.filter(pk__in=pk_set)
    else:
        permissions = getattr(instance, sender_field(sender)).all()
    if names := join_names(permissions):
        record(event, target=instance, details=names)


def record_object_permission(sender: Any, instance: Any, created: bool, raw: bool, **kwargs: Any):
    if created and not raw:
        record(Event.RIGHTS_ADDED, target=instance.group, details=describe(instance))


def record_removed_object_permission(sender: Any, instance: Any, **kwargs: Any) -> None:
    record(Event.RIGHTS_REMOVED, target=instance.group, details=describe(instance))


def describe(right: Model) -> str:
    """Return the permission of a group on a page or on a collection, with its place."""
    place = getattr(right, "page", None) or getattr(right, "collection", None)
    return f"{right.permission} ({place})"  # type: ignore[attr-defined]


def join_names(objects: Any) -> str:
    """Return the names, shortened because a group may get a hundred permissions at once."""
    names = sorted(str(each) for each in objects)
    shown = ", ".join(names[:MAX_NAMES])
    return f"{shown} … ({len(names)})" if len(names) > MAX_NAMES else shown


def sender_field(through: Any) -> str:
    return "user_permissions" if through is User.user_permissions.through else "permissions"


def _m2m_event(action: str, added: Event, removed: Event) -> Event | None:
    return {"post_add": added, "post_remove": removed, "pre_clear": removed}.get(action)
