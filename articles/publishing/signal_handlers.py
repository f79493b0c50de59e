"""Signal handlers of the publish gate."""

from typing import Any

from articles.models.signals import pre_publish
from articles.publishing.gate import check_publishable


def check_before_publish(sender: Any, page: Any, **kwargs: Any) -> None:
    """Raise `PublishingRefusedError` unless the article may go public."""
    check_publishable(page)


def register_signal_handlers() -> None:
    pre_publish.connect(check_before_publish, dispatch_uid="publish_gate")
