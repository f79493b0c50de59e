"""Rows that are written once: what somebody signed is never changed and never taken back."""

from django.db import models
from django.utils.translation import gettext as _


class AppendOnlyError(Exception):
    """Somebody tried to change or delete a record that is kept for good."""

    def __init__(self) -> None:
        super().__init__(_("This record is kept as it was written."))


class AppendOnlyQuerySet(models.QuerySet):
    """Refuses to change many rows at once, as the model refuses it for one."""

    def update(self, **fields):
        raise AppendOnlyError

    def delete(self):
        raise AppendOnlyError

    def bulk_create(self, objs, *args, **kwargs):
        if kwargs.get("update_conflicts"):
            raise AppendOnlyError
        return super().bulk_create(objs, *args, **kwargs)


class AppendOnly(models.Model):
    """Can be added and read.

    What a row points to may still be deleted: the database empties the reference then, so each
    row also says in words whom and what it names.
    """

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise AppendOnlyError
        # Never over a row that is there, whatever number this one claims to have.
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *args, **kwargs):
        raise AppendOnlyError
