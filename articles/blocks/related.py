"""The article that an editor chose to show under “Read next”."""

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from articles.blocks.choosers import IdChooserMixin


class RelatedPickBlock(IdChooserMixin, blocks.PageChooserBlock):
    """Chooser of an article, which is shown while visitors may see it."""

    def __init__(self, page_type="articles.ArticlePage", **kwargs):
        super().__init__(page_type=page_type, **kwargs)

    def get_preview_context(self, value, parent_context=None):
        """Show the newest article."""
        newest = apps.get_model("articles.ArticlePage").objects.visible().newest_review_first()
        return {**super().get_preview_context(value, parent_context), "article": newest.first()}

    class Meta:
        icon = "doc-full"
        label = _("Article")
        description = _("An article of your choice, shown first under “Read next”.")
        group = _("Articles")
        preview_template = "blocks/previews/related_pick.html"
