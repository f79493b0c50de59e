"""The scripts that join the form of the page editor and the preview beside it."""

from django.forms import Media
from django.utils.safestring import SafeString

MEDIA = Media(
    css={"all": ["admin/css/visual-editing.css"]},
    js=["admin/js/places.js", "admin/js/preview-carets.js", "admin/js/visual-editing.js"],
)


def visual_editing_media() -> SafeString:
    """For the hook `insert_editor_js`, which every form of a page and of a snippet calls."""
    return MEDIA.render()
