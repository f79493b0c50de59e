"""The values of attributes and style rules that are kept."""

import re

from home.brand.svg.vocabulary import (
    KEYWORDS,
    NUMERIC,
    PAINTS,
    PROPERTIES,
    REFERENCES,
    TRANSFORMS,
)

# Letters are path commands, units and exponents.
NUMBERS = re.compile(r"[\s0-9a-zA-Z.,+%-]*")
TRANSFORM = re.compile(
    r"(?:\s*,?\s*(?:matrix|translate|scale|rotate|skewX|skewY)\s*\([\s0-9a-zA-Z.,+-]*\))*\s*"
)
COLOUR = re.compile(
    r"#[0-9a-fA-F]{3,8}|[a-zA-Z]+|(?:rgb|hsl)a?\(\s*[0-9.,%\s/+a-z-]*\)",
)
LOCAL_URL = re.compile(r"""url\(\s*(["']?)#(?P<id>[^"'()\s\\]{1,200})\1\s*\)""")
IDENTIFIER = re.compile(r"[\w.:-]{1,200}")
CLASSES = re.compile(r"[\w\s-]{1,500}")
SELECTOR = re.compile(r"[\w\s.#,>*:()-]{1,2000}")
STATES = re.compile(r":(?!root\b)")
COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
IMPORTANT = re.compile(r"\s*!\s*important\s*$", re.IGNORECASE)


def clean_value(name: str, value: str) -> str:
    """Return the value of an attribute or property, or "" if it is not one that is kept."""
    # On long runs of white space, the expressions would take the square of their length.
    value = IMPORTANT.sub("", " ".join(value.split()))
    match name:
        case "id":
            return value if IDENTIFIER.fullmatch(value) else ""
        case "class":
            return " ".join(value.split()) if CLASSES.fullmatch(value) else ""
        case "style":
            return clean_declarations(value)
    if name in TRANSFORMS:
        return value if TRANSFORM.fullmatch(value) or NUMBERS.fullmatch(value) else ""
    if name in NUMERIC:
        return value if NUMBERS.fullmatch(value) else ""
    if name in PAINTS:
        return clean_paint(value)
    if name in REFERENCES:
        if match := LOCAL_URL.fullmatch(value):
            return f"url(#{match['id']})"
        return value if value == "none" else ""
    if name in KEYWORDS:
        words = value.split()
        return " ".join(words) if words and KEYWORDS[name].issuperset(words) else ""
    return ""


def clean_paint(value: str) -> str:
    """Return a colour, or a reference to a gradient or pattern with its fallback."""
    fallback = value
    reference = ""
    if match := LOCAL_URL.match(value):
        reference = f"url(#{match['id']})"
        fallback = value[match.end() :].strip()
    if fallback and not COLOUR.fullmatch(fallback):
        fallback = ""
    return " ".join(filter(None, [reference, fallback]))


def clean_declarations(text: str) -> str:
    """Return the declarations of a style that are kept."""
    # An escape could hide any word.
    if "\\" in text:
        return ""
    kept = []
    for declaration in COMMENT.sub(" ", text).split(";"):
        name, colon, value = declaration.partition(":")
        name = name.strip().lower()
        if colon and name in PROPERTIES and (value := clean_value(name, value)):
            kept.append(f"{name}:{value}")
    return ";".join(kept)


def clean_stylesheet(text: str) -> tuple[str, bool]:
    """Return the rules that are kept, and whether a rule was left out."""
    if "\\" in text or "<" in text:
        return "", True
    text = COMMENT.sub(" ", text)
    text, at_rules = drop_at_rules(text)
    rules = []
    dropped = at_rules
    for rule in text.split("}")[:-1]:
        before, brace, body = rule.rpartition("{")
        declarations = clean_declarations(body) if brace else ""
        names = " ".join(before.rpartition("{")[2].split())
        if not SELECTOR.fullmatch(names) or STATES.search(names):
            dropped |= bool(brace)
        elif declarations:
            rules.append(f"{names}{{{declarations}}}")
    return "".join(rules), dropped


def drop_at_rules(text: str) -> tuple[str, bool]:
    """Leave out imports, fonts, and rules for certain screens, with their blocks."""
    kept = []
    dropped = False
    at = 0
    while (start := text.find("@", at)) >= 0:
        kept.append(text[at:start])
        at = end_of_at_rule(text, start)
        # Written by many programs, and without effect.
        dropped |= not text.startswith(("@charset", "@namespace"), start)
    kept.append(text[at:])
    return "".join(kept), dropped


def end_of_at_rule(text: str, start: int) -> int:
    depth = 0
    for at in range(start, len(text)):
        match text[at]:
            case ";" if not depth:
                return at + 1
            case "{":
                depth += 1
            case "}":
                depth -= 1
                if depth <= 0:
                    return at + 1
    return len(text)
