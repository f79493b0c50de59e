"""Static files in production."""

import re
import shutil
from pathlib import Path

from django.contrib.staticfiles import finders

from config.static_storage import StaticStorage

EDITOR_SCRIPTS = "admin/js/citations"


def test_modules_import_each_other_by_their_hashed_names(tmp_path: Path):
    shutil.copytree(str(finders.find(EDITOR_SCRIPTS)), tmp_path / EDITOR_SCRIPTS)
    storage = StaticStorage(location=tmp_path, base_url="/static/")
    names = [f"{EDITOR_SCRIPTS}/{file.name}" for file in (tmp_path / EDITOR_SCRIPTS).iterdir()]

    list(storage.post_process({name: (storage, name) for name in names}))

    hashed = {Path(storage.stored_name(name)).name for name in names}
    imported = {
        found
        for name in names
        for found in re.findall(
            r'^import .* from "\./(.*)";$',
            storage.open(storage.stored_name(name)).read().decode(),
            re.MULTILINE,
        )
    }
    entry = Path(storage.stored_name(f"{EDITOR_SCRIPTS}/editor.js")).name
    assert imported == hashed - {entry}
