"""What an article is about: a controlled list of conditions to filter and describe it by."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase


class Condition(TagBase):
    """A condition readers filter by. Made in the library, chosen on articles: no free tags."""

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
