"""Blocks in which staff give the map of a place: a picture, or lines and points to be drawn."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from articles.blocks.base import BodyBlock, ContentBlockMixin
from home.care.map_drawing import (
    Drawing,
    Point,
    PositionError,
    draw_line,
    draw_spot,
    in_painting_order,
    read_points,
)

POSITIONS = _(
    "From 0 at the left to 100 at the right, and from 0 at the top to 62 at the bottom. "
    "A little less or more runs over the border."
)
EXAMPLE = "0 33, 50 31, 100 25"
PROBLEMS = {
    "pair": _("“%(text)s” is not a position. Enter two numbers with a space: %(example)s"),
    "outside": _("“%(text)s” is too far outside of the map."),
    "many": _("Use at most 40 positions."),
    "line": _("A line needs two positions or more, separated by commas: %(example)s"),
    "area": _("Water and parks need three positions or more, around their edge."),
    "point": _("Enter one position, such as 52 31."),
}


class LineKind(models.TextChoices):
    """What a line shows, in the order of the choices."""

    STREET = "street", _("Street")
    MAIN_STREET = "main_street", _("Main street")
    WALK = "walk", _("The walk to you (dotted)")
    WATER = "water", _("Water")
    PARK = "park", _("Park")
    RAILWAY = "railway", _("Railway")


class SpotKind(models.TextChoices):
    STOP = "stop", _("Stop or station")
    LANDMARK = "landmark", _("Landmark")
    CAR_PARK = "car_park", _("Car park")


AREAS = (LineKind.WATER, LineKind.PARK)
PAINTING_ORDER = ("park", "water", "railway", "street", "main_street", "walk")


class PositionsBlock(blocks.CharBlock):
    """Positions as text. Says in words what it cannot read."""

    def __init__(self, is_single: bool = False, **kwargs: Any) -> None:
        self.is_single = is_single
        super().__init__(**kwargs)

    def clean(self, value):
        value = super().clean(value)
        try:
            points = read_points(value or "")
        except PositionError as error:
            raise position_error(error.problem, error.text) from error
        if value and self.is_single and len(points) != 1:
            raise position_error("point")
        return value


def position_error(problem: str, text: str = "") -> ValidationError:
    return ValidationError(PROBLEMS[problem] % {"text": text, "example": EXAMPLE})


class LineBlock(blocks.StructBlock):
    """A street, the walk, or an area."""

    kind = blocks.ChoiceBlock(label=_("Kind"), choices=LineKind.choices, default=LineKind.STREET)
    name = blocks.CharBlock(
        label=_("Name"),
        max_length=30,
        required=False,
        help_text=_("Printed beside it. For the walk, its time: “5 min”."),
    )
    positions = PositionsBlock(label=_("Positions"), max_length=400, help_text=POSITIONS)

    class Meta:
        icon = "minus"
        label = _("Line")

    def clean(self, value):
        value = super().clean(value)
        number = len(read_points(value.get("positions") or ""))
        is_area = value.get("kind") in AREAS
        if 0 < number < (3 if is_area else 2):
            raise blocks.StructBlockValidationError(
                block_errors={"positions": position_error("area" if is_area else "line")}
            )
        return value


class SpotBlock(blocks.StructBlock):
    """A stop, a car park or a landmark."""

    kind = blocks.ChoiceBlock(label=_("Kind"), choices=SpotKind.choices, default=SpotKind.STOP)
    name = blocks.CharBlock(label=_("Name"), max_length=30)
    position = PositionsBlock(is_single=True, label=_("Position"), max_length=20)

    class Meta:
        icon = "site"
        label = _("Point")


class DrawnMapValue(blocks.StructValue):
    @property
    def drawing(self) -> Drawing:
        """The shapes of what can be drawn; unfinished lines are left out."""
        shapes = []
        spots_at = [spot.get("position") for spot in self.get("spots") or ()]
        taken = [point for text in (self.get("clinic"), *spots_at) for point in _points(text)]
        for line in self.get("lines") or ():
            points, is_area = _points(line.get("positions")), line.get("kind") in AREAS
            if len(points) < (3 if is_area else 2) or line.get("kind") not in PAINTING_ORDER:
                continue
            name = line.get("name") or ""
            shape = draw_line(line["kind"], points, name, is_area=is_area, avoid=tuple(taken))
            taken += [shape.label.position] if shape.label else []
            shapes.append(shape)
        spots = [
            draw_spot(spot.get("kind") or "stop", points[0], spot.get("name") or "")
            for spot in self.get("spots") or ()
            if (points := _points(spot.get("position")))
        ]
        clinic = [draw_spot("clinic", point, "") for point in _points(self.get("clinic"))[:1]]
        return Drawing(in_painting_order(shapes, PAINTING_ORDER), [*spots, *clinic])


def _points(text: Any) -> list[Point]:
    try:
        return read_points(text or "")
    except PositionError:
        return []


class DrawnMapBlock(ContentBlockMixin, blocks.StructBlock):
    """A map in the colours of the site, drawn from what staff enter."""

    description = blocks.CharBlock(
        label=_("The way in words"),
        max_length=240,
        help_text=_("Shown below the map, and read out instead of it. Name what is drawn."),
    )
    clinic = PositionsBlock(
        is_single=True, label=_("Where you are"), max_length=20, help_text=POSITIONS
    )
    lines = blocks.ListBlock(LineBlock(), label=_("Streets, water and the walk"), max_num=30)
    spots = blocks.ListBlock(SpotBlock(), label=_("Stops and landmarks"), default=[], max_num=10)

    class Meta:
        icon = "draft"
        label = _("Drawn map")
        description = _("Streets, water, stops and the walk, drawn in the colours of your site.")
        group = _("Map")
        template = "home/care/drawn_map.html"
        value_class = DrawnMapValue
        preview_value = {
            "description": "From the ferry stop, five minutes along the water to Orchard Row.",
            "clinic": "52 31",
            "lines": [
                {
                    "kind": "water",
                    "name": "Harbour",
                    "positions": "0 47, 40 49, 100 41, 100 62, 0 62",
                },
                {
                    "kind": "street",
                    "name": "Orchard Row",
                    "positions": "0 32, 20 30, 60 29, 100 23",
                },
                {"kind": "walk", "name": "5 min", "positions": "17 47, 27 36, 52 31"},
            ],
            "spots": [{"kind": "stop", "name": "Ferry stop", "position": "17 47"}],
        }


class PictureMapBlock(ContentBlockMixin, blocks.StructBlock):
    """A map as a picture that staff have the right to use."""

    image = ImageChooserBlock(label=_("Picture"))
    description = blocks.CharBlock(
        label=_("The way in words"),
        max_length=240,
        help_text=_("Shown below the map, and read out instead of it."),
    )

    class Meta:
        icon = "image"
        label = _("Picture of a map")
        description = _("A map that you have drawn or may use. It is not fetched from a service.")
        group = _("Map")
        template = "home/care/picture_map.html"

    def get_pictures(self, value):
        return [value["image"]] if value.get("image") else []

    def get_preview_value(self):
        return self.to_python({"description": _now("The way from the station to the clinic.")})


class MapBlock(BodyBlock):
    """At most one map."""

    drawing = DrawnMapBlock()
    picture = PictureMapBlock()

    class Meta:
        max_num = 1
