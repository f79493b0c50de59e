"""Leaves out Wagtail's third API, which this site has no address for.

Several of Wagtail's apps register with it as they start, and with it come pydantic and ninja: some
16 MB in every process, a tenth of all a worker has. Its modules are found here instead, empty.
"""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

APPS = ("", "contrib.redirects.", "documents.", "images.", "locales.", "snippets.")
UNUSED = tuple(f"wagtail.{app}api.v3" for app in APPS)


class Nothing(ModuleType):
    """Takes every registration and keeps none."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing(name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self


class NothingInstead(MetaPathFinder, Loader):
    """Finds `Nothing` where the modules of the API are."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: Any = None) -> Any:
        return ModuleSpec(name, self, is_package=True) if name.startswith(UNUSED) else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return Nothing(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


def leave_out() -> None:
    """Before the apps are loaded that would ask for it."""
    sys.meta_path.insert(0, NothingInstead())
