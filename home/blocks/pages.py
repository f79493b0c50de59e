"""Choosers of pages that a section lists."""

from wagtail import blocks

from articles.blocks.choosers import IdChooserMixin


class ListedPageBlock(IdChooserMixin, blocks.PageChooserBlock):
    """Chooser of a page for a list, which shows it while visitors may see it."""


def visible_pages(model, ids) -> list:
    """Return the chosen pages that visitors may see, in the chosen order, in one query."""
    return choose_in_order(model.objects.visible(), ids)


def choose_in_order(pages, ids) -> list:
    """Return the pages of a queryset that were chosen, in the chosen order."""
    wanted = [pk for pk in ids or () if pk]
    found = pages.in_bulk(wanted)
    return [found[pk] for pk in wanted if pk in found]
