"""Records that can be added and read, but never changed or deleted."""

from django.db import models
from django.utils.translation import gettext as _


class AppendOnlyError(Exception):
    """Raised on an attempt to change or delete a permanent record."""

    def __init__(self) -> None:
        super().__init__(_("This record is permanent and cannot be changed or deleted."))


class AppendOnlyQuerySet(models.QuerySet):
    """Refuses bulk changes, as the model refuses changes to one row."""

    def update(self, **fields):
        raise AppendOnlyError

    def delete(self):
        raise AppendOnlyError

    def bulk_create(self, objs, *args, **kwargs):
        if kwargs.get("update_conflicts"):
            raise AppendOnlyError
        return super().bulk_create(objs, *args, **kwargs)


class AppendOnly(models.Model):
    """A permanent record.

    Related objects may still be deleted, which empties the foreign key. So each row also stores
    their names as text.
    """

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise AppendOnlyError
        # `force_insert`, so that a given primary key never overwrites a row.
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *args, **kwargs):
        raise AppendOnlyError
