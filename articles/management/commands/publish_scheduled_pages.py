"""Wagtail's older name for `publish_scheduled`, with the publish gate."""

from articles.management.commands.publish_scheduled import Command

__all__ = ["Command"]
