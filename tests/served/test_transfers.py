"""A site that moves by its kit to the other database engine is the same for its visitors."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.databases import ROOT, copy_postgres_template, sqlite_template
from tests.postgres import PostgresServer


@pytest.fixture
def run(database: PostgresServer, tmp_path: Path):
    """Return a function that runs steps in a new site on an engine."""

    def run_steps(number: int, engine: str, *steps: str) -> None:
        folder = tmp_path / f"site-{number}"
        folder.mkdir()
        if engine == "sqlite":
            shutil.copyfile(sqlite_template(), folder / "db.sqlite3")
            url = f"sqlite:///{folder / 'db.sqlite3'}"
        else:
            name = f"kit_{tmp_path.name}_{number}".lower()[-60:]
            copy_postgres_template(database.url, name)
            url = database.url_of(name)
        environ = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "TEST_DATABASE_URL": url,
            "VAR_DIR": str(folder),
            "MEDIA_ROOT": str(folder / "media"),
        }
        command = [sys.executable, "-m", "tests.served.kit_process", *steps]
        done = subprocess.run(
            command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    return run_steps


def differences(before: Path, after: Path) -> list[str]:
    first, second = json.loads(before.read_text()), json.loads(after.read_text())
    return sorted(
        name for name in first.keys() | second.keys() if first.get(name) != second.get(name)
    )


# Each goes there and back, so both engines are read from and written to.
@pytest.mark.parametrize(
    ("site", "origin", "goal"),
    [("sample", "sqlite", "postgres"), ("clinic", "postgres", "sqlite")],
)
def test_every_public_address_is_the_same_on_the_other_engine(run, tmp_path, site, origin, goal):
    kits = [tmp_path / f"{number}.zip" for number in range(3)]
    read = [tmp_path / f"{number}.json" for number in range(3)]

    run(0, origin, f"build:{site}", f"read:{read[0]}", f"save:{kits[0]}")
    run(1, goal, f"load:{kits[0]}", f"read:{read[1]}", f"save:{kits[1]}")
    run(2, origin, f"load:{kits[1]}", f"read:{read[2]}", f"save:{kits[2]}")

    assert len(json.loads(read[0].read_text())) > 60
    assert differences(read[0], read[1]) == []
    assert differences(read[0], read[2]) == []
    assert kits[0].read_bytes() == kits[1].read_bytes() == kits[2].read_bytes()
