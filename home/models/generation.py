from django.db import models


class Generation(models.Model):
    """One content version, created by `home.delivery.content_version`."""

    made_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self):
        return str(self.pk)
