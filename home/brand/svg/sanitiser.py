"""Write a drawing from outside afresh, with allowed elements, attributes and values only."""

from collections import Counter
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from home.brand.svg import vocabulary as v
from home.brand.svg.complexity import check_complexity
from home.brand.svg.embedded import clean_image
from home.brand.svg.parsing import parse_svg, too_detailed
from home.brand.svg.size import Box, format_number, read_box
from home.brand.svg.values import LOCAL_URL, clean_stylesheet, clean_value

# A file that every page loads.
MAX_RESULT_BYTES = 256 * 1024
# Programs round small sizes to whole pixels.
NATURAL_SIDE = 512
DROPPED = {
    "script": _("a script"),
    "link": _("links"),
    "animation": _("animations"),
    "effect": _("effects such as shadows and blur"),
    "foreign": _("parts of a web page"),
    "picture": _("a picture that is not in the file"),
    "reference": _("references to other files"),
    "style": _("style rules that logos do not need"),
    "other": _("elements that logos do not need"),
}


@dataclass
class Drawing:
    """A drawing that is safe to show, and the kinds of things that were left out of it."""

    root: Element
    box: Box
    dropped: Counter[str] = field(default_factory=Counter)

    @property
    def svg(self) -> bytes:
        """The file, which has a size of its own where nothing else gives it one."""
        parts: list[str] = []
        box = Box(*(float(format_number(value)) for value in self.box))
        scale = NATURAL_SIDE / max(box.width, box.height)
        self.root.set("viewBox", str(box))
        self.root.set("width", f"{box.width * scale:.4g}")
        self.root.set("height", f"{box.height * scale:.4g}")
        _write(self.root, parts)
        return "".join(parts).encode()

    @property
    def dropped_parts(self) -> list[str]:
        """Return what was left out, in words."""
        return [str(DROPPED[kind]) for kind in DROPPED if self.dropped[kind]]


def sanitise_svg(content: bytes) -> Drawing:
    """Return the drawing without anything that could do harm.

    Raise `ValidationError` for a file that is no drawing, or whose drawing would change.
    """
    source = parse_svg(content)
    name = local_name(source.tag)
    if name != "svg":
        message = _("This file is not an SVG drawing: it begins with “%(name)s”.")
        raise ValidationError(message, code="not_svg", params={"name": name[:40]})
    drawing = Drawing(Element("svg"), read_box(dict(source.attrib)))
    root = _Cleaner(drawing.dropped).clean_root(source)
    drawing.root = root
    check_complexity(root)
    if len(drawing.svg) > MAX_RESULT_BYTES:
        raise too_detailed()
    return drawing


class _Cleaner:
    """Copies what is allowed and counts what is not."""

    def __init__(self, dropped: Counter[str]) -> None:
        self.dropped = dropped

    def clean_root(self, source: Element) -> Element:
        root = Element("svg")
        self._copy_attributes(source, root, "svg")
        # They are set from the box.
        for name in ("x", "y", "width", "height", "preserveAspectRatio"):
            root.attrib.pop(name, None)
        self._copy_children(source, root)
        return root

    def _copy_children(self, source: Element, target: Element) -> None:
        for child in source:
            self._copy(child, target)

    def _copy(self, source: Element, parent: Element) -> None:
        namespace, name = split_name(source.tag)
        if namespace not in ("", v.SVG):
            return  # notes of drawing programs
        if name in v.TEXT:
            refuse_text(source)
        elif name in v.UNWRAPPED:
            self.dropped["link"] += name == "a"
            group = Element("g")
            self._copy_attributes(source, group, "g")
            self._copy_children(source, group)
            parent.append(group)
        elif name in v.ELEMENTS:
            self._copy_element(source, name, parent)
        elif kind := _kind_of_dropped(name, source):
            self.dropped[kind] += 1

    def _copy_element(self, source: Element, name: str, parent: Element) -> None:
        element = Element(name)
        self._copy_attributes(source, element, name)
        if name == "style":
            text, is_shortened = clean_stylesheet("".join(source.itertext()))
            self.dropped["style"] += is_shortened
            element.attrib.clear()
            element.text = text
            if not text:
                return
        elif name == "image":
            href = source.get("href") or source.get(f"{{{v.XLINK}}}href") or ""
            picture = clean_image(href)
            if not picture:
                self.dropped["picture"] += 1
                return
            element.set("href", picture)
        else:
            self._copy_children(source, element)
        parent.append(element)

    def _copy_attributes(self, source: Element, target: Element, element: str) -> None:
        for attribute, value in source.attrib.items():
            namespace, name = split_name(attribute)
            if name == "href" and namespace in ("", v.XLINK):
                self._copy_href(element, value, target)
            elif namespace:
                continue
            elif name.lower().startswith("on"):
                self.dropped["script"] += 1
            elif name in v.ATTRIBUTES and (cleaned := clean_value(name, value)):
                target.set(name, cleaned)
            elif name == "filter":
                self.dropped["effect"] += 1
            if "url(" in value.lower() and not LOCAL_URL.search(value):
                self.dropped["reference"] += 1
            if name == "style" and "filter" in value:
                self.dropped["effect"] += 1

    def _copy_href(self, element: str, value: str, target: Element) -> None:
        if element not in v.LOCAL_HREF:
            return
        value = value.strip()
        if value.startswith("#") and clean_value("id", value[1:]):
            target.set("href", value)
        else:
            self.dropped["reference"] += 1


def refuse_text(source: Element) -> None:
    """Raise `ValidationError` for words: they would have another shape on every computer."""
    if not "".join(source.itertext()).strip():
        return
    message = _(
        "The words in this drawing are text, and visitors do not have its font. Turn them into "
        "shapes and save it again: in Illustrator with Type › Create Outlines, in Inkscape with "
        "Path › Object to Path, in Figma with Outline Stroke or “Outline text” on export."
    )
    raise ValidationError(message, code="text")


def _kind_of_dropped(name: str, source: Element) -> str:
    """Return a key of `DROPPED`, or "" for what nobody misses."""
    if name in v.SILENTLY_DROPPED:
        return ""
    if name in v.SCRIPTS:
        return "script"
    if name in v.ANIMATIONS:
        return "animation"
    if name in v.EFFECTS:
        return "effect"
    if name in v.FOREIGN:
        # Illustrator puts its own file there, for itself.
        return "" if source.get("requiredExtensions") else "foreign"
    return "other"


def split_name(name: str) -> tuple[str, str]:
    """Return the namespace and the local name."""
    if name.startswith("{"):
        namespace, _brace, local = name[1:].partition("}")
        return namespace, local
    return "", name


def local_name(tag: str) -> str:
    """Return the name of an SVG element, also if the file does not say that it is SVG."""
    namespace, name = split_name(tag)
    return name if namespace in ("", v.SVG) else tag


def _write(element: Element, parts: list[str]) -> None:
    namespace = f' xmlns="{v.SVG}"' if not parts else ""
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in element.attrib.items())
    parts.append(f"<{element.tag}{namespace}{attributes}")
    if len(element) or element.text:
        parts.append(f">{escape(element.text or '')}")
        for child in element:
            _write(child, parts)
        parts.append(f"</{element.tag}>")
    else:
        parts.append("/>")
