"""Static files in production."""

import re
import shutil
from pathlib import Path

from django.contrib.staticfiles import finders

from config.static_storage import StaticStorage

EDITOR_SCRIPTS = "admin/js"


def test_modules_import_each_other_by_their_hashed_names(tmp_path: Path):
    folder = tmp_path / EDITOR_SCRIPTS
    shutil.copytree(str(finders.find(EDITOR_SCRIPTS)), folder)
    storage = StaticStorage(location=tmp_path, base_url="/static/")
    names = [str(file.relative_to(tmp_path)) for file in folder.rglob("*.js")]

    list(storage.post_process({name: (storage, name) for name in names}))

    hashed = {tmp_path / storage.stored_name(name) for name in names}
    imported = {
        (file.parent / found).resolve()
        for file in hashed
        for found in re.findall(
            r'^(?:import|.*\bfrom)\s*"(\..*)";$', file.read_text(encoding="utf-8"), re.MULTILINE
        )
    }
    assert len(imported) > 10
    assert imported <= hashed
