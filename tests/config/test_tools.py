"""The tools behind `make`: their error messages, and the environment they pass on."""

import ast
import re
import socket
from collections.abc import Callable
from pathlib import Path

import address
import demo
import environment
import local_site
import pytest
import suite
from local_site import LocalSite

ROOT = Path(__file__).resolve().parents[2]


def test_bootstrap_compiles_on_older_pythons() -> None:
    tree = ast.parse((ROOT / "site" / "tools" / "bootstrap.py").read_text(), feature_version=(3, 7))
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Match, ast.AsyncFunctionDef)
    assert not [node for node in ast.walk(tree) if isinstance(node, newer)]
    # It imports no other module before it has checked the version.
    assert [node.names[0].name for node in tree.body if isinstance(node, ast.Import)] == ["sys"]


@pytest.mark.parametrize("lock", environment.LOCK_FILES.values())
def test_lock_files_have_hashes_and_no_urls(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert not re.search(r"://|--(?:extra-)?index-url|--find-links", text)
    packages = re.findall(r"^\S+==.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    assert packages
    assert all("--hash=sha256:" in package for package in packages)


@pytest.mark.parametrize("port", ["", "http", "0", "65536", "-1", "8000.0", "٨٠٠٠"])
def test_an_invalid_port_is_refused(port: str) -> None:
    with pytest.raises(SystemExit, match="PORT must be a number"):
        address.usable_address("127.0.0.1", port)


def test_a_port_in_use_is_refused() -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SystemExit, match=f"Port {port} is in use"):
            address.usable_address("127.0.0.1", str(port))


def test_a_host_of_another_machine_is_refused() -> None:
    with pytest.raises(SystemExit, match="not an address of this machine"):
        address.usable_address("192.0.2.1", "8000")


@pytest.mark.parametrize(
    ("host", "url", "allowed"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000", ["127.0.0.1", "localhost", "[::1]"]),
        ("::1", "http://[::1]:8000", ["[::1]", "127.0.0.1", "localhost"]),
        ("0.0.0.0", "http://127.0.0.1:8000", ["*"]),  # noqa: S104
    ],
)
def test_address(host: str, url: str, allowed: list[str]) -> None:
    chosen = address.Address(host, 8000)
    assert chosen.url == url
    assert chosen.allowed_hosts == allowed


VariablesOf = Callable[[LocalSite, address.Address], dict[str, str]]


@pytest.mark.parametrize(
    "variables_of", [LocalSite.production_variables, LocalSite.development_variables]
)
def test_local_sites_ignore_site_variables_of_the_shell(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variables_of: VariablesOf
) -> None:
    for name in environment.SITE_VARIABLES:
        monkeypatch.setenv(name, "the real one")
    monkeypatch.setenv("GRANIAN_WORKERS", "40")
    variables = variables_of(LocalSite(tmp_path), address.Address("127.0.0.1", 8000))
    assert variables["DATABASE_URL"] == f"sqlite:///{tmp_path}/haven.sqlite3"
    assert variables["VAR_DIR"] == str(tmp_path)
    assert "the real one" not in variables.values()
    assert "GRANIAN_WORKERS" not in variables


def test_a_missing_password_prepares_the_site_again(tmp_path: Path) -> None:
    site = LocalSite(tmp_path)
    (tmp_path / "static").mkdir()
    manifest = tmp_path / "static" / "staticfiles.json"
    for file in (site.stamp, site.database, site.editor_password, manifest):
        file.touch()
    assert site.is_prepared
    site.editor_password.unlink()
    assert not site.is_prepared


def test_each_kit_has_a_folder_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "riverside.zip").touch()
    kits = ("sample", "starter", str(tmp_path / "riverside.zip"))
    folders = [LocalSite.of_kit(kit).folder.relative_to(ROOT) for kit in kits]
    assert [str(folder) for folder in folders] == ["var", "var/site", "var/kits/riverside"]
    with pytest.raises(SystemExit, match="is not a site kit"):
        LocalSite.of_kit("strater")


def test_a_new_clinic_needs_a_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(local_site, "VAR", tmp_path)
    with pytest.raises(SystemExit, match="Name the clinic"):
        demo.run(["site", "--host", "127.0.0.1", "--port", "0", "--name", " "])
    site = LocalSite.of_kit("starter", "Riverside Clinic")
    assert site.preparation[-4:] == ["--kit", "starter", "--name", "Riverside Clinic"]


def test_a_secret_is_created_once_and_private(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    made = local_site.read_or_create_secret(file, 48)
    assert local_site.read_or_create_secret(file, 48) == made
    assert len(made) > 50
    assert file.stat().st_mode & 0o077 == 0


def test_an_unknown_phase_is_refused() -> None:
    with pytest.raises(SystemExit, match=r"Unknown phase: sqllite\. Choose from served"):
        suite.main(["sqllite"])
