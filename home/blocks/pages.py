"""Choosers of pages that a section lists."""

from wagtail import blocks

from articles.blocks.choosers import IdChooserMixin


class ListedPageBlock(IdChooserMixin, blocks.PageChooserBlock):
    """Chooser of a page for a list, which shows it while visitors may see it."""


def visible_pages(model, ids) -> list:
    """Return the chosen pages that visitors may see, in the chosen order, in one query."""
    found = model.objects.visible().in_bulk([pk for pk in ids or [] if pk])
    return [found[pk] for pk in ids or [] if pk in found]
