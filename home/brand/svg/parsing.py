"""Parse an SVG file from outside within bounds, without entities or anything outside the file."""

from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MAX_FILE_BYTES = 512 * 1024
MAX_ELEMENTS = 5_000
MAX_DEPTH = 60
GZIP_SIGNATURE = b"\x1f\x8b"


class BoundedTreeBuilder(TreeBuilder):
    """Builds a tree, and stops at one that is too deep or has too many elements."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = self.count = 0

    def start(self, tag, attrs, /) -> Element:
        self.depth += 1
        self.count += 1
        if self.depth > MAX_DEPTH or self.count > MAX_ELEMENTS:
            raise too_detailed()
        return super().start(tag, attrs)

    def end(self, tag, /) -> Element:
        self.depth -= 1
        return super().end(tag)


def parse_svg(content: bytes) -> Element:
    """Return the root of the file. Raise `ValidationError`, in the uploader's words."""
    if content.startswith(GZIP_SIGNATURE):
        raise ValidationError(
            _("This is a compressed drawing (SVGZ). Save it as a plain SVG."), code="compressed"
        )
    if len(content) > MAX_FILE_BYTES:
        raise too_detailed()
    parser = DefusedXMLParser(target=BoundedTreeBuilder(), forbid_entities=True)
    try:
        parser.feed(content)
        return parser.close()
    except DefusedXmlException as error:
        message = _(
            "This file defines abbreviations (entities), which can do harm. Export the drawing "
            "again: in Illustrator with File › Export › Export As, in Inkscape as “Plain SVG”."
        )
        raise ValidationError(message, code="entities") from error
    except (ParseError, ValueError, LookupError) as error:
        message = _(
            "This is not a complete SVG drawing. Export it again from the program it was drawn in."
        )
        raise ValidationError(message, code="not_svg") from error


def too_detailed() -> ValidationError:
    message = _(
        "This drawing is too detailed for a logo, and would make every page slow. Ask its "
        "designer for a simple version (at most %(kilobytes)s kB and %(elements)s shapes)."
    )
    params = {"kilobytes": MAX_FILE_BYTES // 1024, "elements": MAX_ELEMENTS}
    return ValidationError(message, code="too_detailed", params=params)
