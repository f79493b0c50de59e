"""A film of the clinic's own, with captions and a transcript."""

from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.documents.widgets import AdminDocumentChooser

from articles.blocks.media import PictureChooserBlock
from articles.blocks.text import ProseBlock
from home.blocks.base import SectionBlock

# What buttons say, by the first extension: editors do not think of a film as a document.
CHOOSE_TEXTS = {
    "mp4": (_("Choose a film"), _("Choose another film")),
    "vtt": (_("Choose captions"), _("Choose other captions")),
}


class TypedDocumentBlock(DocumentChooserBlock):
    """Chooser of a document whose name ends in one of the extensions."""

    def __init__(self, extensions: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.extensions = extensions
        super().__init__(**kwargs)

    @cached_property
    def widget(self) -> Any:
        choose_one, choose_another = CHOOSE_TEXTS[self.extensions[0]]
        return AdminDocumentChooser(choose_one_text=choose_one, choose_another_text=choose_another)

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if value is not None and not self.is_deferred_validation:
            extension = PurePath(value.filename).suffix.removeprefix(".").lower()
            if extension not in self.extensions:
                names = ", ".join(f".{each}" for each in self.extensions)
                raise ValidationError(_("Choose a file that ends in %(names)s.") % {"names": names})
        return value


class VideoBlock(SectionBlock):
    """A film that plays when a visitor starts it, from the site's own address."""

    picture_use = "still"
    plain_template = "plain/video.html"

    heading = blocks.CharBlock(label=_("Heading"), max_length=100)
    text = blocks.TextBlock(label=_("Text"), max_length=300, required=False, rows=2)
    film = TypedDocumentBlock(
        extensions=("mp4", "webm"),
        label=_("Film"),
        help_text=_(
            "Upload an MP4 (H.264) or WebM file of up to 100 MB as a document. 720p is enough for"
            " people who talk."
        ),
    )
    still = PictureChooserBlock(
        label=_("Still"),
        required=False,
        help_text=_("Shown before the film plays. Crops to 16:9 around its focal point."),
    )
    captions = TypedDocumentBlock(
        extensions=("vtt",),
        label=_("Captions"),
        help_text=_("A WebVTT file (.vtt) with what is said and which sounds matter."),
    )
    transcript = ProseBlock(
        label=_("Transcript"),
        help_text=_("All that is said and everything important that is seen, to be read."),
    )

    class Meta:
        icon = "media"
        label = _("Film")
        description = _("A film of your own with captions and a transcript. It never starts alone.")
        group = _("Media")
        template = "home/blocks/video.html"
        form_layout = blocks.BlockGroup(
            children=["heading", "text", "film", "captions", "transcript"],
            settings=["still", "anchor"],
        )
        preview_value = {
            "heading": "Your first visit",
            "text": "Two minutes: the way in, the room, and what we ask.",
            "transcript": "<p>This is the door on Orchard Row. There is no step.</p>",
        }

    def get_pictures(self, value):
        return [value["still"]] if value.get("still") else []
