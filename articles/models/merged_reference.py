"""What became of sources that were merged into others."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.reference import Reference


class MergedReference(models.Model):
    """Where a source went that was merged into another, so that old text still finds it.

    `old_id` is the id that revisions and forgotten texts still name.
    """

    # That a source has swallowed another is no use of it.
    wagtail_reference_index_ignore = True

    old_id = models.PositiveBigIntegerField(primary_key=True)
    reference = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="merged")
    old_key = models.SlugField(max_length=80)
    merged_at = models.DateTimeField(auto_now_add=True)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("merged reference")
        verbose_name_plural = _("merged references")

    def __str__(self):
        return f"{self.old_key} → {self.reference.key}"
