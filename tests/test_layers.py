"""The lower layers are plain Python: they know neither Wagtail nor the layers above them."""

import ast
from pathlib import Path

import pytest

APP = Path(__file__).resolve().parents[1] / "articles"
PLAIN = [
    *(file for file in (APP / "references").rglob("*.py") if file.name != "export.py"),
    *(APP / "citations").glob("[mnrs]*[gkes].py"),
    *(APP / "utils").glob("dates.py"),
]
UPPER = ("wagtail", "articles.models", "articles.blocks", "home")


def imported(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = file.relative_to(APP.parent).with_suffix("").parts[: -node.level or None]
            module = ".".join([*(above if node.level else ()), node.module or ""]).strip(".")
            names |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("file", PLAIN, ids=lambda file: str(file.relative_to(APP)))
def test_sources_and_citations_are_plain_python(file: Path):
    reached = {
        name for name in imported(file) if f"{name}.".startswith(tuple(f"{u}." for u in UPPER))
    }
    assert not reached


def test_the_block_layer_is_seen_to_import_wagtail():
    """So that the test above would notice."""
    assert "wagtail.blocks" in imported(APP / "blocks" / "text.py")
    assert "articles.blocks.references" in imported(APP / "blocks" / "evidence.py")


@pytest.mark.parametrize("file", sorted((APP / "blocks").glob("*.py")), ids=lambda file: file.name)
def test_blocks_do_not_import_pages_when_they_are_loaded(file: Path):
    top = ast.parse(file.read_text()).body
    modules = {n.module for n in top if isinstance(n, ast.ImportFrom) and n.module}
    assert not any(module.startswith(("articles.models", "home")) for module in modules)
