"""`{% edit %}`: attributes that connect elements in the preview with fields of the editor's form.

`admin/js/visual-editing.js` reads them. A place is a path of field names and block ids. Elements
nest as the form does: the path of an element starts with those of the elements around it and ends
with its own `data-edit`. Outside the preview panel the tags write nothing.
"""

from django import template
from django.utils.html import format_html

register = template.Library()

# For a block without an id: neither it nor anything in it is connected to a field.
NOT_EDITABLE = "?"
# Starts the path of a field of the page, regardless of the elements around it.
PAGE_ROOT = "/"


@register.simple_tag(takes_context=True)
def edit(context, *path, of=None):
    """Return the attribute for a field, a block or an item of a list.

    In the template of a block `{% edit %}` is the block, `{% edit "heading" %}` one of its fields
    and `{% edit "points" point.id %}` an item from `value.points.bound_blocks`. Given a page, as in
    `{% edit "title" of=article %}`, it is a field of that page, if that is the one being edited.
    """
    if not _is_in_preview_panel(context) or (of is not None and of is not context.get("page")):
        return ""
    names = [str(name or "") for name in path or (context.get("id"),)]
    place = " ".join(names) if all(names) else NOT_EDITABLE
    return format_html(' data-edit="{}{}"', PAGE_ROOT if of is not None else "", place)


@register.simple_tag(takes_context=True)
def edit_in(context, name):
    """Return the attribute of the field that contains all marked elements in this one."""
    return format_html(' data-edit-in="{}"', name) if _is_in_preview_panel(context) else ""


def _is_in_preview_panel(context) -> bool:
    return getattr(context.get("request"), "in_preview_panel", False)
