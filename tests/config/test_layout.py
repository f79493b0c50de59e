"""The project's packages are those of the clone, and shadow none of Python's."""

import importlib
import site
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_import_site_is_still_the_standard_librarys() -> None:
    assert site.__file__ is not None
    assert Path(site.__file__).parent == Path(sysconfig.get_path("stdlib"))
    assert not (ROOT / "site" / "__init__.py").exists()


@pytest.mark.parametrize("name", ["articles", "config.settings", "home", "tests"])
def test_packages_are_imported_from_the_checkout(name: str) -> None:
    # Installed packages come first on the path, so one of the same name would win.
    file = importlib.import_module(name).__file__
    assert file is not None
    assert Path(file).is_relative_to(ROOT)
    assert not Path(file).is_relative_to(ROOT / ".venv")
