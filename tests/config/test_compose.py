"""The files for containers name only what exists: settings, commands, volumes, addresses."""

import re
from pathlib import Path
from typing import Any

import environment
import pytest
import yaml
from django.core.management import get_commands

from config.health import READY_PATH

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "site" / "deploy"
# Of programs other than the site.
OTHER_VARIABLES = re.compile(r"(GRANIAN|POSTGRES|MALLOC)_\w+|PYTHONUNBUFFERED")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


@pytest.fixture(scope="module")
def containerfile() -> str:
    return (DEPLOY / "Containerfile").read_text()


def env_file() -> dict[str, str]:
    lines = (DEPLOY / "compose.env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def own_services(compose: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for each in compose["services"].values() if each["image"] == "haven"]


def test_every_part_of_a_site_has_a_service(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {"caddy", "site", "worker", "timers", "db"}
    assert all(each["restart"] == "unless-stopped" for each in compose["services"].values())


def test_every_variable_is_one_that_is_read(compose: dict[str, Any], containerfile: str) -> None:
    names = set(env_file()) | set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text()))
    for service in own_services(compose):
        names |= set(service["environment"])
    names |= set(re.findall(r"(\w+)=", containerfile.partition("\nENV ")[2].partition("\n\n")[0]))
    unknown = {name for name in names if not OTHER_VARIABLES.fullmatch(name)}
    assert unknown <= set(environment.SITE_VARIABLES)


def test_what_production_needs_is_asked_for(compose: dict[str, Any]) -> None:
    (given,) = {tuple(service["environment"]) for service in own_services(compose)}
    assert {"SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"} <= {*env_file(), *given}
    assert {"SECRET_KEY": "", "POSTGRES_PASSWORD": ""}.items() <= env_file().items()


def test_every_command_exists(compose: dict[str, Any], containerfile: str) -> None:
    commands = [" ".join(service.get("command", ())) for service in own_services(compose)]
    named = set(re.findall(r"manage\.py (\w+)", "\n".join([*commands, containerfile])))
    assert {"migrate", "collectstatic", "run_timers", "db_worker"} == named
    # The worker is an app that only BACKGROUND_WORKER installs.
    assert named - {"db_worker"} <= set(get_commands())


def test_the_server_has_the_options_of_the_systemd_unit(containerfile: str) -> None:
    def options(text: str) -> set[str]:
        found = re.findall(r"--[a-z-]+(?: (?:\d+|error))?", text.partition("granian")[2])
        return {each for each in found if not re.match("--(uds|host|port)", each)}

    unit = (DEPLOY / "haven.service").read_text().partition("ExecStart=")[2]
    unit = unit.partition("ExecReload")[0].replace("\\\n", "")
    assert options(containerfile.partition("\nCMD")[2]) == options(unit)


def test_every_volume_is_declared_and_has_an_owner(
    compose: dict[str, Any], containerfile: str
) -> None:
    mounts = [m for service in compose["services"].values() for m in service["volumes"]]
    named = {mount.partition(":")[0] for mount in mounts if not mount.startswith(".")}
    assert named == set(compose["volumes"])
    folders = re.search(r"install --directory --owner haven (.*)", containerfile)[1].split()
    for service in own_services(compose):
        targets = [mount.split(":")[1] for mount in service["volumes"]]
        assert [target.removeprefix("/srv/haven/") for target in targets] == folders


def test_health_is_asked_at_addresses_that_exist(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert READY_PATH in services["site"]["healthcheck"]["test"][-1]
    waits = {name: set(each.get("depends_on", ())) for name, each in services.items()}
    assert waits["site"] == {"db"}
    assert all(waits[name] == {"site"} for name in ("caddy", "worker", "timers"))
    stamp = re.search(r"find var/timers/(\w+)", services["timers"]["healthcheck"]["test"][1])[1]
    assert stamp == "publish"


def test_every_copied_file_exists(containerfile: str) -> None:
    lines = re.findall(r"^COPY (.*) \S+$", containerfile, re.MULTILINE)
    sources = " ".join(lines).split()
    assert len(sources) > 6
    assert all((ROOT / name).exists() for name in sources)


def test_the_programs_for_backups_fit_the_server(
    compose: dict[str, Any], containerfile: str
) -> None:
    version = compose["services"]["db"]["image"].partition(":")[2]
    assert f"postgresql-client-{version}" in containerfile


def test_the_error_page_has_the_same_policy_behind_caddy_and_nginx() -> None:
    policy = re.compile(r"""Content-Security-Policy "(default-src 'none'; style-src [^"]*)\"""")
    found = [policy.findall((DEPLOY / name).read_text()) for name in ("Caddyfile", "nginx.conf")]

    assert len(found[0]) == 1
    assert found[0] == found[1]
