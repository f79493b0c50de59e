"""Files of references between their preview and their import."""

from django.conf import settings
from django.db import models


class ReferenceUpload(models.Model):
    """An upload of one user, and the plan of its import, or the summary once it was imported.

    It is in the database, since any process on any machine may continue the import.
    `articles.library.importing.upload_store` reads and writes it.
    """

    wagtail_reference_index_ignore = True

    token = models.CharField(max_length=32, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    # Compressed JSON.
    records = models.BinaryField()
    plan = models.BinaryField()
    ticked = models.JSONField(default=list)
    summary = models.JSONField(null=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "uploaded references"
        verbose_name_plural = "uploaded references"

    def __str__(self):
        return self.name
