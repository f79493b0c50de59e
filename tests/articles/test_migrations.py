"""Migrations keep working when the code changes: they import none of it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from articles.models import ArticlePage
from home.models import ClinicSettings

ROOT = Path(__file__).resolve().parents[2]
MODULES = [
    file for app in ("articles", "home") for file in sorted(ROOT.glob(f"{app}/migrations/**/*.py"))
]
APPS = {"articles", "home", "config"}
FROZEN = ("articles.migrations._", "home.migrations._")
PACKAGE = "articles.migrations"


def live_names(code: str, package: str = PACKAGE) -> set[str]:
    """Return the dotted names in a module of `package` that refer to code outside migrations."""
    return {
        name
        for node in ast.walk(ast.parse(code))
        for name in names_in(node, package)
        if name.split(".")[0] in APPS and not name.startswith(FROZEN)
    }


def names_in(node: ast.AST, package: str) -> Iterator[str]:
    """Yield what a node imports, or the dotted reference that it is, in full."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        parents = package.split(".")
        base = parents[: len(parents) - node.level + 1] if node.level else []
        module = ".".join([*base, *filter(None, [node.module])])
        yield from (f"{module}.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.Attribute):
        parts = [node.attr]
        inner = node.value
        while isinstance(inner, ast.Attribute):
            parts.append(inner.attr)
            inner = inner.value
        # The inner attributes of a chain are visited too, but only the whole of it is allowed.
        if isinstance(inner, ast.Name):
            name = ".".join([inner.id, *reversed(parts)])
            if not any(prefix.startswith(f"{name}.") for prefix in FROZEN):
                yield name


@pytest.mark.parametrize("file", MODULES, ids=lambda file: f"{file.parts[-3]}-{file.stem}")
def test_migrations_refer_to_no_live_code(file: Path):
    assert not live_names(file.read_text(), f"{file.parts[-3]}.migrations")


def test_all_migrations_and_their_helpers_are_checked():
    names = {str(file.relative_to(ROOT)) for file in MODULES}

    assert {
        "articles/migrations/0001_articles_and_library.py",
        "articles/migrations/_citations.py",
        "home/migrations/0005_security_and_health_data.py",
    } <= names


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("import articles.blocks.body", {"articles.blocks.body"}),
        ("import articles.blocks.body as body", {"articles.blocks.body"}),
        ("from articles import blocks", {"articles.blocks"}),
        ("from articles.migrations import signals", {"articles.migrations.signals"}),
        ("from config.env import text", {"config.env.text"}),
        ("from ..models import Reference", {"articles.models.Reference"}),
        ("from .. import models", {"articles.models"}),
        ("def run():\n    from home import models", {"home.models"}),
        (
            "import articles.migrations._citations\nx = articles.blocks.body.skeleton",
            {"articles.blocks.body.skeleton", "articles.blocks.body", "articles.blocks"},
        ),
    ],
)
def test_a_reference_to_live_code_is_found(code: str, names: set[str]):
    assert live_names(code) == names


@pytest.mark.parametrize(
    "code",
    [
        "from articles.migrations._citations import CiteInline",
        "from articles.migrations import _citations",
        "from . import _citations",
        "from ._citations import CiteInline",
        "import articles.migrations._citations\nx = articles.migrations._citations.CiteInline",
        "from homeopathy import models",
        "import wagtail.fields\nx = wagtail.fields.StreamField",
        "x = {0: ('articles.blocks.text.ProseBlock', (), {})}",
    ],
)
def test_frozen_modules_and_names_in_texts_are_allowed(code: str):
    assert not live_names(code)


def test_migrations_see_the_body_as_a_field_of_wagtail():
    body = ArticlePage._meta.get_field("body")

    _name, path, _args, kwargs = body.deconstruct()

    assert path == "wagtail.fields.StreamField"
    assert "default" not in kwargs
    assert body.get_default()[0].block_type == "intro"


def test_migrations_see_no_validator_of_the_security_contact():
    *_rest, kwargs = ClinicSettings._meta.get_field("security_contact").deconstruct()

    assert "validators" not in kwargs
