"""Health conditions: a controlled vocabulary to filter and describe articles."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase


class Condition(TagBase):
    """A condition that readers filter by. Added in the library only: no free tagging."""

    free_tagging = False
    panels = ["name"]

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = ["name"]


class TaggedCondition(ItemBase):
    """One condition of one article."""

    tag = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="tagged")
    content_object = ParentalKey(
        "articles.ArticlePage", on_delete=models.CASCADE, related_name="tagged_conditions"
    )
