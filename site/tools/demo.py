"""`make demo`, `make site` and `make dev`: serve a site with an SQLite database in `var/`."""

import argparse
import os
import subprocess
import sys
from typing import NamedTuple

import environment
from address import Address, usable_address
from environment import PYTHON, ROOT
from local_site import SAMPLE, STARTER, LocalSite, fingerprint

SERVER_COMMAND = (
    *("-m", "granian", "--interface", "wsgi", "config.wsgi:application"),
    *("--workers", "2", "--blocking-threads", "32", "--backpressure", "64", "--no-ws"),
    *("--respawn-failed-workers", "--respawn-interval", "15", "--workers-kill-timeout", "10"),
    *("--log-level", "error"),
)


class Options(NamedTuple):
    address: Address
    site: LocalSite


def run(arguments: list[str]) -> None:
    """Run the tool named by the first argument."""
    name, *options = arguments
    os.chdir(ROOT)
    if name == "demo":
        serve(parse(options))
    elif name == "site":
        serve(parse(["--kit", STARTER, *options], needs_name=True))
    elif name == "dev":
        develop(parse(options))
    else:
        environment.ensure("dev")
        if name != "install":
            exec_python(dict(os.environ), f"site/tools/{name}.py", *options)


def serve(options: Options) -> None:
    """Prepare the site if anything it is made from has changed, and serve it."""
    address, site = options
    environment.ensure("runtime")
    variables = site.production_variables(address)
    state = fingerprint()
    if not (site.is_prepared and site.stamp.read_text() == state):
        site.stamp.unlink(missing_ok=True)
        print("Preparing database, content and static files (half a minute) ...", flush=True)
        run_manage(variables, *site.preparation)
        site.stamp.write_text(state)
    announce(address, site)
    exec_python(variables, *SERVER_COMMAND, "--host", address.host, "--port", str(address.port))


def develop(options: Options) -> None:
    """Serve the same site with Django's development server, which reloads changed code."""
    address, site = options
    environment.ensure("dev")
    variables = site.development_variables(address)
    run_manage(variables, *site.preparation, "--skip-static")
    announce(address, site)
    host = f"[{address.host}]" if ":" in address.host else address.host
    exec_python(variables, "manage.py", "runserver", f"{host}:{address.port}")


def parse(arguments: list[str], *, needs_name: bool = False) -> Options:
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", required=True)
    parser.add_argument("--kit", default=SAMPLE)
    parser.add_argument("--name", default="")
    options = parser.parse_args(arguments)
    site = LocalSite.of_kit(options.kit or SAMPLE, options.name.strip())
    if site.database.exists() and site.name:
        print(f"The site in {site.folder.relative_to(ROOT)} stays as it is, with its name.")
    elif needs_name and not site.name and not site.database.exists():
        sys.exit('Name the clinic: make site NAME="Riverside Clinic"')
    return Options(usable_address(options.host, options.port), site)


def run_manage(variables: dict[str, str], *arguments: str) -> None:
    run = subprocess.run([str(PYTHON), "manage.py", *arguments], env=variables, check=False)
    if run.returncode:
        sys.exit("The site could not be prepared; see the error above.")


def announce(address: Address, site: LocalSite) -> None:
    print()
    print(f"  Site    {address.url}/")
    print(f"  Editor  {address.url}/admin/")
    print(f"          user name: editor    password: {site.editor_password.read_text()}")
    print("  Mails   are not sent, but printed here: invitations, links for reviewers")
    if address.is_wildcard:
        print("  Anyone who can reach this machine can reach the site, without HTTPS.")
    print()
    print(
        f"Press Ctrl-C to stop. Changes are saved in {site.folder.relative_to(ROOT)}/.", flush=True
    )


def exec_python(variables: dict[str, str], *arguments: str) -> None:
    """Replace this process, so that signals reach the new one directly."""
    os.execve(PYTHON, [str(PYTHON), *arguments], variables)
