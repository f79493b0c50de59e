"""The collection of a clinic's files."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, Site


class SiteCollection(models.Model):
    """The images and documents of one site are in this collection, and in those below it."""

    site = models.OneToOneField(
        Site,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="own_collection",
        verbose_name=_("site"),
    )
    collection = models.OneToOneField(
        Collection,
        on_delete=models.PROTECT,
        related_name="own_site",
        verbose_name=_("collection"),
    )

    class Meta:
        verbose_name = _("collection of a site")
        verbose_name_plural = _("collections of sites")

    def __str__(self):
        return self.collection.name
