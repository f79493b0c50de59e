"""The editor's own choice of what to read next."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .choosers import KeepsId


class RelatedPickBlock(KeepsId, blocks.PageChooserBlock):
    """Chooses an article and keeps its id; it is shown while visitors may see it."""

    def __init__(self, page_type="articles.ArticlePage", **kwargs):
        super().__init__(page_type=page_type, **kwargs)

    class Meta:
        icon = "doc-full"
        label = _("Article")
