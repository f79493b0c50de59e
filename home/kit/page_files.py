"""The pages of a kit before they are read: path, type and order of each file.

`home.yaml` is the home page and `pages/articles/pain.yaml` the page at `/articles/pain/`. Only the
first lines of this are parsed here: a kit may have more articles than fit in memory.
"""

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page, get_page_models

from home.kit.errors import KitError, Place
from home.kit.reading import KitFiles
from home.kit.single_values import read_key
from home.kit.yaml_reading import Mapping, as_mapping, as_sequence, as_text, parse_yaml

HOME_FILE, PAGES = "home.yaml", "pages/"
SUFFIX = ".yaml"
SLUG = re.compile(r"[-\w]+\Z")
# The keys that are needed to build the tree.
OUTLINE_KEYS = {"type", "id", "children", "alias_of", "slug", "title"}
TOP_LEVEL = re.compile(r"^([A-Za-z_]+):", re.MULTILINE)


@dataclass
class PageFile:
    """A page of the kit. `pk` is set when the database has one for it."""

    path: str
    file: str
    model: type[Page]
    title: str
    slug: str
    number: int | None
    alias_of: str | None
    children: list[str]
    place: Place
    pk: int = 0
    exists: bool = False
    below: list["PageFile"] = field(default_factory=list)

    @property
    def parent_path(self) -> str:
        return self.path.rpartition("/")[0]

    @property
    def depth(self) -> int:
        """The number of levels below the home page."""
        return self.path.count("/") + 1 if self.path else 0


def page_file_name(path: str) -> str:
    return f"{PAGES}{path}{SUFFIX}" if path else HOME_FILE


def type_name(model: type[Page]) -> str:
    """Return `category_index` for `CategoryIndexPage`."""
    name = model.__name__.removesuffix("Page") or model.__name__
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def page_types() -> dict[str, type[Page]]:
    """Return the page types by their names in a kit; also by label, if two have the same name."""
    models = [model for model in get_page_models() if model is not Page]
    types: dict[str, type[Page]] = {}
    for model in models:
        types.setdefault(type_name(model), model)
        types[model._meta.label] = model
    return types


def type_of(model: type[Page]) -> str:
    """Return the name under which `page_types` has the model."""
    name = type_name(model)
    return name if page_types()[name] is model else model._meta.label


def scan_pages(kit: KitFiles) -> list[PageFile]:
    """Return the pages in the order of the tree, every page after its parent."""
    names = kit.names(PAGES, SUFFIX)
    if HOME_FILE not in kit:
        raise KitError(_("A kit needs the file %s.") % HOME_FILE)
    types = page_types()
    files = {"": _scan(kit, HOME_FILE, "", types)}
    for name in names:
        path = name.removeprefix(PAGES).removesuffix(SUFFIX)
        files[path] = _scan(kit, name, path, types)
    for page in sorted(files.values(), key=lambda page: page.path):
        if page.path:
            parent = files.get(page.parent_path)
            if parent is None:
                message = _("There is no page above this one: %s is missing.")
                raise page.place.error(message % page_file_name(page.parent_path))
            _check_parent(page, parent)
            parent.below.append(page)
    for page in files.values():
        _check_references(page, files)
    ordered: list[PageFile] = []
    _collect(files[""], ordered)
    return ordered


def _collect(page: PageFile, ordered: list[PageFile]) -> None:
    ordered.append(page)
    order = {slug: number for number, slug in enumerate(page.children)}
    for child in sorted(page.below, key=lambda each: (order.get(each.slug, len(order)), each.slug)):
        _collect(child, ordered)


def _check_references(page: PageFile, files: dict[str, PageFile]) -> None:
    slugs = {child.slug for child in page.below}
    for slug in page.children:
        if slug not in slugs:
            message = _("“children” names “%s”, and there is no such page below this one.") % slug
            raise page.place.unknown(message, slug, slugs)
    if page.alias_of is not None:
        original = files.get(page.alias_of)
        if original is None or original.alias_of is not None:
            message = _("“%s” is not a page that this one can be an alias of.") % page.alias_of
            raise page.place.unknown(message, page.alias_of, files)


def _check_parent(page: PageFile, parent: PageFile) -> None:
    if page.model not in parent.model.allowed_subpage_models():
        message = _("A %(kind)s cannot be below a %(parent)s.")
        words = {
            "kind": page.model._meta.verbose_name,
            "parent": parent.model._meta.verbose_name,
        }
        raise page.place.error(message % words)


def _scan(kit: KitFiles, file: str, path: str, types: dict[str, type[Page]]) -> PageFile:
    fields = outline(kit.text(file), file, kit.variables)
    place = Place(file, 1)

    def at(key: str) -> Place:
        return fields.place(key, place)

    kind = as_text(fields.get("type"), at("type"))
    if not kind:
        message = _("A page needs a “type”, such as “type: standard”.")
        raise place.error(message + _similar_key(kit, file, "type"))
    if kind not in types:
        raise at("type").unknown(_("There is no type of page “%s”.") % kind, kind, types)
    title = as_text(fields.get("title"), at("title")).strip()
    alias_of = as_text(fields.get("alias_of"), at("alias_of")) if "alias_of" in fields else None
    if not title and alias_of is None:
        raise place.error(_("A page needs a “title”.") + _similar_key(kit, file, "title"))
    slug = path.rpartition("/")[2] or as_text(fields.get("slug"), at("slug")) or "home"
    if not SLUG.match(slug):
        raise place.error(_("A page's name has letters, digits and hyphens: “%s” has more.") % slug)
    if path and "slug" in fields:
        raise at("slug").error(_("The name of the file is the slug of the page."))
    number = read_key(fields["id"], at("id")) if fields.get("id") is not None else None
    children = as_sequence(fields.get("children"), at("children"))
    slugs = [as_text(each, where) for each, where in children.places(at("children"))]
    alias = alias_of.strip("/") if alias_of is not None else None
    return PageFile(path, file, types[kind], title, slug, number, alias, slugs, place)


def _similar_key(kit: KitFiles, file: str, missing: str) -> str:
    """Say which key of the file was probably meant to be the missing one."""
    keys = TOP_LEVEL.findall(kit.text(file))
    alike = get_close_matches(missing, [key for key in keys if key != missing], n=1)
    return " " + _("Did you write “%s” for it?") % alike[0] if alike else ""


def outline(text: str, file: str, variables: dict[str, str] | None = None) -> Mapping:
    """Return the few keys that the tree needs, without parsing the rest of the file."""
    starts = [(match.start(), match[1]) for match in TOP_LEVEL.finditer(text)]
    if not starts or text.lstrip().startswith("{"):
        return as_mapping(parse_yaml(text, file, variables), Place(file, 1))
    result = Mapping(1)
    ends = [start for start, _key in starts[1:]] + [len(text)]
    for (start, key), end in zip(starts, ends, strict=True):
        if key in OUTLINE_KEYS and key not in result:
            line = text.count("\n", 0, start)
            part: Any = parse_yaml("\n" * line + text[start:end], file, variables)
            result[key] = part[key] if isinstance(part, Mapping) else None
            result.lines[key] = line + 1
    return result
