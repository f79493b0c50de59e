"""The record of sources that were merged into others."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.fields import optional_foreign_key
from articles.models.reference import Reference


class MergedReference(models.Model):
    """The source that replaces a merged one. Old revisions and texts still cite `old_id`."""

    # A merge is not a use of the source.
    wagtail_reference_index_ignore = True

    old_id = models.PositiveBigIntegerField(primary_key=True)
    reference = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="merged")
    old_key = models.SlugField(max_length=80)
    merged_at = models.DateTimeField(auto_now_add=True)
    merged_by = optional_foreign_key(settings.AUTH_USER_MODEL)

    class Meta:
        verbose_name = _("merged reference")
        verbose_name_plural = _("merged references")

    def __str__(self):
        return f"{self.old_key} → {self.reference.key}"
