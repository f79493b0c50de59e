"""Citations in rich text: the link type, and the editor's button for it."""

from typing import Any

from django.apps import apps
from django.forms import Media, Script
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineEntityElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text import LinkHandler

from articles.citations.markup import LINK_TYPE, mark_html, read_ids

FEATURE = "citation"
ENTITY = "CITATION"
HINT = _("Cite sources\nCtrl or ⌘ + Shift + 9")
# The data attributes of the script tag.
SCRIPT_DATA = {
    "data-citations-url": reverse_lazy("citations:dialog"),
    "data-button": _("Cite"),
    "data-button-title": HINT,
    "data-failed": _(
        "The server did not respond. Your text is still here: check that you are online and logged "
        "in, and try again."
    ),
    "data-too-large": _("This is too much at once. Paste less, or import it in the library."),
}


class CitationHandler(LinkHandler):
    """Report the sources of a text to Wagtail, and pass its marks on to the page."""

    identifier = LINK_TYPE

    @staticmethod
    def get_model():
        return apps.get_model("articles.Reference")

    @classmethod
    def expand_db_attributes(cls, attrs: dict) -> str:
        """Return the stored mark, which `{% numbered_citations %}` around the page resolves."""
        return mark_html(read_ids(attrs.get("ids", ""))).removesuffix("</a>")

    @classmethod
    def extract_references(cls, attrs: dict):
        for pk in read_ids(attrs.get("ids", "")):
            yield cls.get_model(), str(pk), "", ""


class CitationElementHandler(InlineEntityElementHandler):
    """Convert a stored mark to an entity of the editor."""

    mutability = "IMMUTABLE"

    def __init__(self):
        super().__init__(ENTITY)

    def get_attribute_data(self, attrs: dict) -> dict[str, str]:
        return {"ids": " ".join(map(str, read_ids(attrs.get("ids", ""))))}


def citation_element(props: dict):
    """Convert an entity of the editor to a stored mark."""
    ids = " ".join(map(str, read_ids(str(props.get("ids", "")))))
    return DOM.create_element("a", {"linktype": LINK_TYPE, "ids": ids}, props["children"])


class CitationFeature(EntityFeature):
    """The button, keyboard shortcut and marks of the editor.

    It is inserted before links, which handle the pasting of any text with a URL and would lose the
    citations in it.
    """

    def construct_options(self, options):
        options.setdefault("entityTypes", []).insert(0, self.data)
        for name in ("controls", "plugins"):
            options.setdefault(name, []).append({"type": ENTITY})

    @property
    def media(self):
        # Annotated because the type stubs only know file names.
        scripts: list[Any] = [Script("admin/js/citations/editor.js", type="module", **SCRIPT_DATA)]
        return super().media + Media(js=scripts)


def register_citation_feature(features):
    """Register the feature, for the hook `register_rich_text_features`."""
    features.register_link_type(CitationHandler)
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        CitationFeature(
            {"type": ENTITY, "icon": "openquote", "description": HINT, "attributes": ["ids"]},
            css={"all": ["admin/css/citation.css", "admin/css/citation-dialog.css"]},
        ),
    )
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {f'a[linktype="{LINK_TYPE}"]': CitationElementHandler()},
            "to_database_format": {"entity_decorators": {ENTITY: citation_element}},
        },
    )
