"""Nothing outside of a kit is read, and nothing that would fill memory or disk."""

import os
import stat
import zipfile
from pathlib import Path

import pytest

from home.kit import reading
from home.kit.errors import KitError
from home.kit.reading import KitFiles
from home.kit.yaml_reading import parse_yaml


def make_zip(path: Path, *entries: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("name", ["../evil.yaml", "/etc/evil.yaml", "a/../../b", "c:\\x", "a\\b"])
def test_names_that_lead_out_of_a_zip_are_refused(tmp_path, name):
    kit = make_zip(tmp_path / "kit.zip", ("kit.yaml", b"format: 1"), (name, b"x"))

    with pytest.raises(KitError, match="leads out"), KitFiles.open(kit):
        pass


def test_links_are_refused_in_zips_and_folders(tmp_path):
    link = zipfile.ZipInfo("pages/link.yaml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    kit = make_zip(tmp_path / "kit.zip", (link, b"/etc/passwd"))
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "home.yaml").symlink_to("/etc/passwd")

    for path in (kit, tmp_path / "folder"):
        with pytest.raises(KitError, match="Symbolic links"), KitFiles.open(path):
            pass


def test_a_file_that_unpacks_to_far_more_is_refused(tmp_path):
    kit = make_zip(tmp_path / "kit.zip", ("home.yaml", bytes(60 * 2**20)))

    with pytest.raises(KitError, match="unpacks to far more"), KitFiles.open(kit):
        pass


def test_a_text_that_is_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MAX_TEXT_BYTES", 10)
    (tmp_path / "home.yaml").write_text("title: " + "x" * 20)

    with KitFiles.open(tmp_path) as kit, pytest.raises(KitError, match="too large"):
        kit.yaml("home.yaml")


def test_a_zip_may_have_one_folder_around_the_kit(tmp_path):
    kit = make_zip(tmp_path / "kit.zip", ("site/kit.yaml", b"a"), ("site/pages/x.yaml", b"b"))

    with KitFiles.open(kit) as files:
        assert files.names() == ["kit.yaml", "pages/x.yaml"]


def test_a_damaged_zip_is_refused_with_the_name_of_the_file(tmp_path):
    path = make_zip(tmp_path / "kit.zip", ("home.yaml", os.urandom(500)))
    content = bytearray(path.read_bytes())
    content[100] ^= 255
    path.write_bytes(content)

    with KitFiles.open(path) as kit, pytest.raises(KitError, match=r"home\.yaml"):
        kit.text("home.yaml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: &x [1]\nb: *x\n", "Anchors"),
        ("a: !!python/object:os.system x\n", "line 1: .*tag"),
        ("a: 1\na: 2\n", "line 2: .*twice"),
        ("<<: {a: 1}\n", "Merge keys"),
        ("a: [1\n", "line 2: .*YAML"),
        ("a: 2026-13-45\n", "line 1"),
        ("[" * 300, "nested|YAML"),
    ],
)
def test_yaml_that_a_kit_does_not_need_is_refused(text, message):
    with pytest.raises(KitError, match=message):
        parse_yaml(text, "home.yaml")


def test_a_text_that_is_not_utf_8_is_refused_with_its_line(tmp_path):
    (tmp_path / "home.yaml").write_bytes(b"a: b\nc: \xff\n")

    with KitFiles.open(tmp_path) as kit, pytest.raises(KitError, match="line 2"):
        kit.yaml("home.yaml")
