"""The elements, attributes and properties of SVG that a logo may use."""

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"

SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
# Drawn where they are used.
PAINT_SERVERS = frozenset({"linearGradient", "radialGradient", "pattern"})
CONTAINERS = frozenset({"svg", "g", "defs", "symbol", "clipPath", "mask"})
ELEMENTS = SHAPES | PAINT_SERVERS | CONTAINERS | {"stop", "use", "image", "style"}

# Replaced by what is in them: links, and alternatives for programs such as Illustrator.
UNWRAPPED = frozenset({"a", "switch"})
# Without a reader in a logo, whose alternative text is the clinic's name.
SILENTLY_DROPPED = frozenset({"title", "desc", "metadata", "view", "cursor"})
SCRIPTS = frozenset({"script", "handler", "listener"})
ANIMATIONS = frozenset(
    {"animate", "animateColor", "animateMotion", "animateTransform", "set", "mpath", "discard"}
)
EFFECTS = frozenset({"filter"})
FOREIGN = frozenset({"foreignObject", "iframe", "embed", "object", "video", "audio", "canvas"})
TEXT = frozenset({"text", "tspan", "tref", "textPath", "textArea", "flowRoot", "altGlyph"})

NUMERIC = frozenset(
    {
        *("x", "y", "width", "height", "rx", "ry", "cx", "cy", "r", "fx", "fy", "fr"),
        *("x1", "y1", "x2", "y2", "d", "points", "viewBox", "offset", "pathLength"),
        *("stroke-width", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset"),
        *("opacity", "fill-opacity", "stroke-opacity", "stop-opacity"),
    }
)
TRANSFORMS = frozenset({"transform", "gradientTransform", "patternTransform"})
PAINTS = frozenset({"fill", "stroke", "color", "stop-color"})
REFERENCES = frozenset({"clip-path", "mask"})
KEYWORDS: dict[str, frozenset[str]] = {
    name: frozenset(values.split())
    for name, values in {
        "fill-rule": "nonzero evenodd inherit",
        "clip-rule": "nonzero evenodd inherit",
        "stroke-linecap": "butt round square inherit",
        "stroke-linejoin": "miter round bevel inherit",
        "display": "inline block none inherit",
        "visibility": "visible hidden collapse inherit",
        "overflow": "visible hidden auto",
        "mask-type": "luminance alpha",
        "mix-blend-mode": (
            "normal multiply screen overlay darken lighten color-dodge color-burn hard-light "
            "soft-light difference exclusion hue saturation color luminosity"
        ),
        "isolation": "auto isolate",
        "paint-order": "normal fill stroke markers",
        "vector-effect": "none non-scaling-stroke",
        "shape-rendering": "auto optimizeSpeed crispEdges geometricPrecision",
        "color-interpolation": "auto sRGB linearRGB",
        "gradientUnits": "userSpaceOnUse objectBoundingBox",
        "clipPathUnits": "userSpaceOnUse objectBoundingBox",
        "maskUnits": "userSpaceOnUse objectBoundingBox",
        "maskContentUnits": "userSpaceOnUse objectBoundingBox",
        "patternUnits": "userSpaceOnUse objectBoundingBox",
        "patternContentUnits": "userSpaceOnUse objectBoundingBox",
        "spreadMethod": "pad reflect repeat",
        "preserveAspectRatio": (
            "none xMinYMin xMidYMin xMaxYMin xMinYMid xMidYMid xMaxYMid xMinYMax xMidYMax "
            "xMaxYMax meet slice"
        ),
    }.items()
}
# What `style` attributes and style elements may set.
PROPERTIES = (
    PAINTS
    | REFERENCES
    | {
        *("stroke-width", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset"),
        *("opacity", "fill-opacity", "stroke-opacity", "stop-opacity", "transform"),
        *("fill-rule", "clip-rule", "stroke-linecap", "stroke-linejoin", "display"),
        *("visibility", "overflow", "mask-type", "mix-blend-mode", "isolation"),
        *("paint-order", "vector-effect", "shape-rendering", "color-interpolation"),
    }
)
ATTRIBUTES = PROPERTIES | NUMERIC | TRANSFORMS | KEYWORDS.keys() | {"id", "class", "style", "href"}
# Elements whose `href` is read, and only if it names an element of the drawing.
LOCAL_HREF = frozenset({"use", *PAINT_SERVERS})
