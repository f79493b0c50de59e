from django.db import models


class Generation(models.Model):
    """The one row that counts changes of public content; see `home.generation`."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return str(self.number)
