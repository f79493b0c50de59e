"""Read YAML with the line of every value, and only what a kit needs of YAML.

Tags, anchors and merge keys are refused: they can make a small file huge, and nobody needs them to
write a page.
"""

import re
from collections.abc import Hashable
from datetime import date, datetime
from typing import Any

import yaml
from django.utils.translation import gettext as _

from home.kit.errors import KitError, Place

# libyaml is ten times as fast and part of all wheels.
BaseLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 60
CONSTRUCTOR = yaml.constructor.SafeConstructor()
TAG = "tag:yaml.org,2002:"
VARIABLE = re.compile(r"\{\{ ?(\w+) ?\}\}")
Variables = dict[str, str] | None


class Loader(BaseLoader):
    """Stops at what is nested too deeply: libyaml would crash the process."""

    depth = 0

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        self.depth += 1
        if self.depth > 2 * MAX_DEPTH:
            raise RecursionError

    def ascend_resolver(self) -> None:
        self.depth -= 1


class Mapping(dict[str, Any]):
    """A mapping with the line of each key."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line, self.lines = line, dict[str, int]()

    def place(self, key: str, place: Place) -> Place:
        return place.at(self.lines.get(key, self.line))


class Sequence(list[Any]):
    """A list with the line of each item."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line, self.lines = line, list[int]()

    def places(self, place: Place) -> list[tuple[Any, Place]]:
        return [(item, place.at(line)) for item, line in zip(self, self.lines, strict=True)]


class Plain:
    """A plain scalar that YAML reads as a number, date or boolean, with its text as written."""

    def __init__(self, text: str, value: int | float | bool | date | datetime) -> None:
        self.text, self.value = text, value

    def __str__(self) -> str:
        return self.text


def parse_yaml(text: str, file: str, variables: Variables = None) -> Any:
    """Return mappings, sequences, texts, None and `Plain` values. Raise `KitError` with the line.

    `{{ name }}` in a text becomes the value of the variable.
    """
    try:
        node = yaml.compose(text, Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        reason = getattr(error, "problem", None) or str(error)
        raise KitError(_("This is not valid YAML: %s.") % reason, file, line) from None
    except RecursionError:
        raise KitError(_("This is nested too deeply."), file) from None
    return _Builder(Place(file), variables).build(node, 0) if node else None


class _Builder:
    """Turns the nodes of one file into values."""

    def __init__(self, place: Place, variables: Variables) -> None:
        self.place, self.variables = place, variables
        self.seen: set[int] = set()

    def build(self, node: Any, depth: int) -> Any:
        line = node.start_mark.line + 1
        place = self.place.at(line)
        if depth > MAX_DEPTH:
            raise place.error(_("This is nested too deeply."))
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node, place)
        # A node that is used twice has an anchor.
        if id(node) in self.seen:
            raise place.error(_("Anchors and aliases of YAML cannot be used in a kit."))
        self.seen.add(id(node))
        if node.tag == f"{TAG}seq":
            sequence = Sequence(line)
            for child in node.value:
                sequence.append(self.build(child, depth + 1))
                sequence.lines.append(child.start_mark.line + 1)
            return sequence
        if node.tag == f"{TAG}map":
            return self.mapping(node, line, depth)
        raise place.error(_("The tag %s cannot be used in a kit.") % node.tag)

    def mapping(self, node: Any, line: int, depth: int) -> Mapping:
        mapping = Mapping(line)
        for key_node, value_node in node.value:
            place = self.place.at(key_node.start_mark.line + 1)
            key = self.build(key_node, depth + 1)
            if not isinstance(key, Hashable) or not isinstance(key, str | Plain):
                raise place.error(_("A key has to be text."))
            if key_node.tag == f"{TAG}merge":
                raise place.error(_("Merge keys of YAML cannot be used in a kit."))
            if str(key) in mapping:
                raise place.error(_("“%s” is there twice.") % key)
            mapping.lines[str(key)] = place.line
            mapping[str(key)] = self.build(value_node, depth + 1)
        return mapping

    def scalar(self, node: Any, place: Place) -> Any:
        kind = node.tag.removeprefix(TAG)
        if kind in ("str", "merge", "value"):
            if "\0" in node.value:
                raise place.error(_("This text contains a character that cannot be stored."))
            return self.with_variables(node.value, place) if self.variables else node.value
        if kind == "null":
            return None
        if kind not in ("bool", "int", "float", "timestamp"):
            raise place.error(_("The tag %s cannot be used in a kit.") % node.tag)
        try:
            # Sexagesimal numbers of YAML 1.1 ("1:30") are text to everybody else.
            if kind in ("int", "float") and ":" in node.value:
                return node.value
            value = getattr(CONSTRUCTOR, f"construct_yaml_{kind}")(node)
        except (ValueError, OverflowError):
            raise place.error(_("“%s” is not a possible value.") % node.value) from None
        return Plain(node.value, value)

    def with_variables(self, text: str, place: Place) -> str:
        variables = self.variables or {}

        def replace(match: re.Match[str]) -> str:
            if match[1] not in variables:
                message = _("The kit has no variable “%s”.") % match[1]
                raise place.unknown(message, match[1], variables)
            return variables[match[1]]

        return VARIABLE.sub(replace, text)


def plain_data(value: Any) -> Any:
    """Return the value as JSON would have it, without lines."""
    match value:
        case Mapping():
            return {key: plain_data(each) for key, each in value.items()}
        case Sequence():
            return [plain_data(each) for each in value]
        case Plain() if isinstance(value.value, date):
            return value.text
        case Plain():
            return value.value
    return value


def as_mapping(value: Any, place: Place) -> Mapping:
    if isinstance(value, Mapping):
        return value
    if value is None:
        return Mapping(place.line)
    raise place.error(_("Keys with values are needed here, such as “title: About us”."))


def as_sequence(value: Any, place: Place) -> Sequence:
    if isinstance(value, Sequence):
        return value
    if value is None:
        return Sequence(place.line)
    raise place.error(_("A list is needed here: lines that start with “- ”, or [a, b]."))


def as_text(value: Any, place: Place) -> str:
    """Return the text as it was written, also if YAML reads it as a number or a date."""
    if isinstance(value, str):
        return value
    if isinstance(value, Plain):
        return value.text
    if value is None:
        return ""
    raise place.error(_("Text is needed here."))
