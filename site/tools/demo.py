"""`make demo` and `make dev`: serve the sample clinic with an SQLite database in `var/`."""

import argparse
import hashlib
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import environment
from address import Address, usable_address
from environment import PYTHON, ROOT

VAR = ROOT / "var"
DATABASE_FILE = VAR / "haven.sqlite3"
STATIC_MANIFEST = VAR / "static" / "staticfiles.json"
STAMP_FILE = VAR / "stamp"
SECRET_KEY_FILE = VAR / "secret_key"
EDITOR_PASSWORD_FILE = VAR / "editor_password"

SERVER_COMMAND = (
    *("-m", "granian", "--interface", "wsgi", "config.wsgi:application"),
    *("--workers", "2", "--blocking-threads", "32", "--backpressure", "64", "--no-ws"),
    *("--respawn-failed-workers", "--respawn-interval", "15", "--workers-kill-timeout", "10"),
    *("--log-level", "error"),
)

# Return freed memory to the system instead of reserving it for each thread.
MALLOC_VARIABLES = {
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": "131072",
    "MALLOC_TRIM_THRESHOLD_": "131072",
}


def run(arguments: list[str]) -> None:
    """Run the tool named by the first argument."""
    name, *options = arguments
    os.chdir(ROOT)
    if name == "demo":
        demo(options)
    elif name == "dev":
        dev(options)
    else:
        environment.ensure("dev")
        if name != "install":
            exec_python(dict(os.environ), f"site/tools/{name}.py", *options)


def demo(arguments: list[str]) -> None:
    """Prepare the site if anything it is made from has changed, and serve it."""
    address = parse(arguments)
    environment.ensure("runtime")
    variables = demo_variables(address)
    state = fingerprint()
    if not (is_prepared() and STAMP_FILE.read_text() == state):
        STAMP_FILE.unlink(missing_ok=True)
        print("Preparing database, sample content and static files (half a minute) ...", flush=True)
        run_manage(variables, "prepare_demo", "--password-file", str(EDITOR_PASSWORD_FILE))
        STAMP_FILE.write_text(state)
    announce(address)
    exec_python(variables, *SERVER_COMMAND, "--host", address.host, "--port", str(address.port))


def dev(arguments: list[str]) -> None:
    """Serve the same site with Django's development server, which reloads changed code."""
    address = parse(arguments)
    environment.ensure("dev")
    variables = dev_variables(address)
    run_manage(
        variables, "prepare_demo", "--password-file", str(EDITOR_PASSWORD_FILE), "--skip-static"
    )
    announce(address)
    host = f"[{address.host}]" if ":" in address.host else address.host
    exec_python(variables, "manage.py", "runserver", f"{host}:{address.port}")


def parse(arguments: list[str]) -> Address:
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", required=True)
    options = parser.parse_args(arguments)
    return usable_address(options.host, options.port)


def demo_variables(address: Address) -> dict[str, str]:
    """Return the environment of the production settings, over plain HTTP."""
    return shared_variables(address) | {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": read_or_create_secret(SECRET_KEY_FILE, 48),
        "ALLOWED_HOSTS": ",".join(address.allowed_hosts),
        "HTTPS": "0",
        "SERVE_MEDIA": "1",
        **MALLOC_VARIABLES,
    }


def dev_variables(address: Address) -> dict[str, str]:
    return shared_variables(address) | {"DJANGO_SETTINGS_MODULE": "config.settings.development"}


def shared_variables(address: Address) -> dict[str, str]:
    """Return the variables of both servers. They ignore a database that the shell names."""
    return environment.without_site_variables() | {
        "DATABASE_URL": f"sqlite:///{quote(str(DATABASE_FILE))}",
        "SITE_URL": address.url,
    }


def read_or_create_secret(file: Path, size: int) -> str:
    """Return a random text, created once and readable by its owner only."""
    file.parent.mkdir(exist_ok=True)
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w") as writer:
            writer.write(secrets.token_urlsafe(size))
    return file.read_text()


def is_prepared() -> bool:
    return all(
        file.exists() for file in (STAMP_FILE, DATABASE_FILE, EDITOR_PASSWORD_FILE, STATIC_MANIFEST)
    )


def fingerprint() -> str:
    """Return a key for everything `prepare_demo` reads."""
    digest = hashlib.sha256()
    for file in source_files():
        digest.update(f"{file.relative_to(ROOT)}\n".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def source_files() -> Iterator[Path]:
    yield ROOT / "requirements.txt"
    folders = ["site/config", "site/static"]
    folders += [
        f"{app}/{part}" for app in ("articles", "home") for part in ("migrations", "static")
    ]
    for folder in folders:
        for file in sorted((ROOT / folder).rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                yield file


def run_manage(variables: dict[str, str], *arguments: str) -> None:
    run = subprocess.run([str(PYTHON), "manage.py", *arguments], env=variables, check=False)
    if run.returncode:
        sys.exit("The site could not be prepared; see the error above.")


def announce(address: Address) -> None:
    print()
    print(f"  Site    {address.url}/")
    print(f"  Editor  {address.url}/admin/")
    print(f"          user name: editor    password: {EDITOR_PASSWORD_FILE.read_text()}")
    if address.is_wildcard:
        print("  Anyone who can reach this machine can reach the site, without HTTPS.")
    print()
    print("Press Ctrl-C to stop. Changes are saved in var/.", flush=True)


def exec_python(variables: dict[str, str], *arguments: str) -> None:
    """Replace this process, so that signals reach the new one directly."""
    os.execve(PYTHON, [str(PYTHON), *arguments], variables)
