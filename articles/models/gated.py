"""Objects that are published only if a receiver of `pre_publish` does not object."""

from articles.models.signals import pre_publish


class GatedMixin:
    """Mixin for pages and snippets with drafts, in front of Wagtail's own classes."""

    def publish(self, revision, *args, **kwargs):
        """Publish if the gate allows it; raise `PublishingRefusedError` otherwise."""
        pre_publish.send(sender=type(self), revision=revision)
        super().publish(revision, *args, **kwargs)  # type: ignore[misc]

    publish.alters_data = True  # type: ignore[attr-defined]
