"""Wagtail's older name for `publish_scheduled`, through the gate as well."""

from articles.management.commands.publish_scheduled import Command as PublishScheduled


class Command(PublishScheduled):
    """The same command."""
