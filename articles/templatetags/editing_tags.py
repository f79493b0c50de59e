"""`{% edit %}`: which place of the editor's form an element shows, told in the preview beside it.

`admin/js/visual-editing.js` reads it there. A place is a path of field names and block ids, and
elements nest as the form does: the path of an element ends with its own `data-edit` and begins with
those around it. Anywhere else, on public pages above all, the tags write nothing.
"""

from django import template
from django.utils.html import format_html

register = template.Library()

# For what has no id: neither the element nor what is in it leads anywhere, least of all astray.
NOT_EDITABLE = "?"
# Begins the path of what belongs to the page, whatever it stands in.
PAGE_ROOT = "/"


@register.simple_tag(takes_context=True)
def edit(context, *path, of=None):
    """Inside a block's template `{% edit %}` is the block and `{% edit "heading" %}` a field of it.

    A child of a list is `{% edit "points" point.id %}`, from `value.points.bound_blocks`. Given a
    page, as in `{% edit "title" of=article %}`, it is a field of that page wherever the element
    stands, and nothing for any other page than the one that is being edited.
    """
    if not _is_in_preview_panel(context) or (of is not None and of is not context.get("page")):
        return ""
    names = [str(name or "") for name in path or (context.get("id"),)]
    place = " ".join(names) if all(names) else NOT_EDITABLE
    return format_html(' data-edit="{}{}"', PAGE_ROOT if of is not None else "", place)


@register.simple_tag(takes_context=True)
def edit_in(context, name):
    """The field that all marked elements in this one belong to. It is no place of its own."""
    return format_html(' data-edit-in="{}"', name) if _is_in_preview_panel(context) else ""


def _is_in_preview_panel(context) -> bool:
    return getattr(context.get("request"), "in_preview_panel", False)
