from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's users and groups, whose changes are recorded in the audit log."""

    group_viewset = "home.audit.groups.AuditedGroupViewSet"
