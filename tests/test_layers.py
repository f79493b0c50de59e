"""Imports run downward: a module imports from its own layer and from those below it."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
# From the bottom up. The longest name that a module's name starts with decides its layer.
LAYERS = (
    "config.page_cache",
    "articles.utils",
    "articles.cache",
    "articles.references",
    "articles.citations",
    "articles.artwork",
    "articles.blocks",
    "articles.models",
    "articles.problems",
    "articles.publishing",
    "articles.review",
    "articles.editorial",
    "articles.library",
    "articles.public",
    "articles",
    "home.network",
    "home.delivery.visibility",  # blocks link to what visitors may see
    "home.delivery.page_lookup",  # the home page finds the pages below it
    "home.images",
    "home.blocks",
    "home.care",  # what the clinic offers, in sections of its pages
    "home.blocks.shared",  # bodies that list pages
    "home.blocks.sections",
    "home.blocks.standard",
    "home.crisis.danger_words",  # the clinic settings have a list of them
    "home.models",
    "home.crisis",
    "home.brand",
    "home.delivery",
    "home.discovery",
    "home.paper",
    "home.files",
    "home.audit",
    "home.login",
    "home.public_forms",
    "home.subscriptions",
    "home.feedback",
    "home.saved_sections",
    "home.enquiry",
    "home.background",
    "home.redirects",
    "home.editing",
    "home.guide",
    "home.first_steps",
    "home.kit",
    "home.walls",
    "home.sample",
    "home.seeding",
    "home",
    "config",
)
# What may import from above, and why: "importing module -> imported module": reason.
UPWARD: dict[str, str] = {}
# Packages that know nothing of Wagtail.
PLAIN = (
    "config.page_cache",
    "articles.cache.versioned",
    "articles.problems.claims",
    "articles.references",
    "articles.utils",
)


class Import(NamedTuple):
    """An import statement; `is_explained` if its function has a comment above it or on its line."""

    target: str
    line: int
    is_inside_function: bool
    is_explained: bool


def module_files() -> dict[str, Path]:
    found = {}
    for top in (ROOT / "articles", ROOT / "home", ROOT / "site" / "config"):
        for file in top.rglob("*.py"):
            parts = file.relative_to(top.parent).with_suffix("").parts
            if "migrations" not in parts:
                found[".".join(parts).removesuffix(".__init__")] = file
    return found


FILES = module_files()


@cache
def imports_of(module: str) -> list[Import]:
    """Every import of the module, of packages outside the project as well."""
    source = FILES[module].read_text()
    return list(_imports(module, ast.parse(source), source.splitlines(), function_line=0))


def _imports(
    module: str, node: ast.AST, lines: list[str], *, function_line: int
) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            above = lines[function_line : child.end_lineno]
            is_explained = any(line.lstrip().startswith("#") or "  # " in line for line in above)
            for target in _targets(module, child):
                yield Import(target, child.lineno, function_line > 0, is_explained)
        else:
            is_function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
            inner = child.lineno if is_function else function_line  # type: ignore[attr-defined]
            yield from _imports(module, child, lines, function_line=inner)


def _targets(module: str, node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    package = module if FILES[module].name == "__init__.py" else module.rpartition(".")[0]
    above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
    base = ".".join([*above, *filter(None, [node.module])])
    yield from (_as_module(f"{base}.{alias.name}") for alias in node.names)


def _as_module(name: str) -> str:
    """The module of ours that the name is in; any other name as it is."""
    if name.partition(".")[0] not in ("articles", "home", "config"):
        return name
    while name not in FILES:
        name = name.rpartition(".")[0]
    return name


def layer(module: str) -> int:
    fitting = [name for name in LAYERS if f"{module}.".startswith(f"{name}.")]
    return LAYERS.index(max(fitting, key=len))


def own_imports(module: str) -> list[Import]:
    return [each for each in imports_of(module) if each.target in FILES and each.target != module]


@pytest.mark.parametrize("module", sorted(FILES))
def test_a_module_imports_from_no_layer_above_its_own(module: str):
    upward = {
        f"{module} -> {each.target}"
        for each in own_imports(module)
        if layer(each.target) > layer(module)
    }
    assert upward <= UPWARD.keys()


@pytest.mark.parametrize("module", sorted(FILES))
def test_late_imports_are_explained(module: str):
    unexplained = [
        f"{FILES[module].relative_to(ROOT)}:{each.line}"
        for each in imports_of(module)
        if each.is_inside_function and not each.is_explained
    ]
    assert not unexplained


def test_no_modules_import_each_other_in_a_circle():
    """Late imports count: they only hide a circle."""
    graph = {module: {each.target for each in own_imports(module)} for module in FILES}
    while free := [module for module, targets in graph.items() if not targets & graph.keys()]:
        for module in free:
            del graph[module]
    # What is left is in a circle or above one.
    assert not graph


def test_every_exception_is_used_and_has_a_reason():
    made = {f"{module} -> {each.target}" for module in FILES for each in own_imports(module)}
    assert UPWARD.keys() <= made
    assert all(UPWARD.values())
    assert len(UPWARD) <= 5


def test_articles_never_imports_home_and_home_never_imports_config():
    for module in FILES:
        forbidden = {"articles": ("home", "config"), "home": ("config",)}
        for top in forbidden.get(module.partition(".")[0], ()):
            reached = {each.target for each in own_imports(module)}
            assert not any(re.match(rf"{top}\b", target) for target in reached), module


@pytest.mark.parametrize("module", [name for name in sorted(FILES) if name.startswith(PLAIN)])
def test_the_lowest_layers_do_not_know_wagtail(module: str):
    assert not any(each.target.partition(".")[0] == "wagtail" for each in imports_of(module))


def test_the_blocks_are_seen_to_import_wagtail():
    """So that the test above would notice."""
    assert any(each.target.startswith("wagtail") for each in imports_of("articles.blocks.text"))
