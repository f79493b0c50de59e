"""Snippets with drafts: what users who may not publish save is not public."""

from django.db import transaction
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
)

from articles.models.gated import GatedMixin

# What saving a draft, locking and a workflow change. None of it is public.
UNPUBLISHED_FIELDS = {
    "latest_revision",
    "has_unpublished_changes",
    "locked",
    "locked_at",
    "locked_by",
}


class DraftableSnippet(GatedMixin, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin):
    """A snippet with drafts, history, workflow, locking, and a permission to publish it.

    The row is what the public sees while `live`; drafts are revisions.
    """

    class Meta:
        abstract = True

    @transaction.atomic
    def save_revision(self, *args, overwrite_revision=None, **kwargs):
        """Save a version. Before the first change of a public row without any, store that row too.

        Otherwise history would not know the public words, and Wagtail would take the object off
        the site when a change is scheduled. An autosave never overwrites the published version.
        """
        if overwrite_revision and overwrite_revision.pk == self.live_revision_id:
            overwrite_revision = None
        if self.live and self.pk and not self.latest_revision_id:
            self._save_public_revision()
        return super().save_revision(*args, overwrite_revision=overwrite_revision, **kwargs)

    def _save_public_revision(self) -> None:
        rows = type(self)._default_manager.filter(pk=self.pk)
        public = rows.get()
        self.live_revision = Revision.objects.create(
            content_object=public,
            base_content_type=self.get_base_content_type(),
            content=public.serializable_data(),
            object_str=str(public),
        )
        rows.update(live_revision=self.live_revision)

    def with_content_json(self, content):
        """Keep the publication, which belongs to the object and not to one of its versions.

        Wagtail takes an object whose old version says that nothing is published off the site when
        that version is scheduled.
        """
        obj = super().with_content_json(content)
        obj.live_revision_id = self.live_revision_id
        obj.last_published_at = self.last_published_at
        obj.expired = self.expired
        return obj


def changes_nothing_public(instance, update_fields=None) -> bool:
    """Return True if a save of the object, with the arguments of `post_save`, shows to no visitor.

    Unpublishing is followed by the signal `unpublished`.
    """
    if not isinstance(instance, DraftStateMixin):
        return False
    is_draft = update_fields is not None and set(update_fields) <= UNPUBLISHED_FIELDS
    return is_draft or not instance.live
