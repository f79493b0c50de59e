"""An empty machine, as a folder, on which the commands of site/deploy/README.md are run.

Paths of the system become paths below the folder. Programs that change the system itself are
replaced, each as its comment says; all others, such as createuser and manage.py, are the real ones.
"""

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

from environment import ROOT

from tests.postgres import PostgresServer, package_folder

README = ROOT / "site" / "deploy" / "README.md"
SYSTEM_FOLDERS = ("/srv/haven", "/etc/", "/run/haven")
SOURCES = ("articles", "home", "site", "templates", "manage.py", "pyproject.toml")

PROGRAMS = {
    # There is no user to create, and no service manager.
    "useradd": 'echo "useradd $*" >> "$MACHINE/calls"',
    "systemctl": 'echo "systemctl $*" >> "$MACHINE/calls"',
    # nginx is started by the test, with this file.
    "nginx": 'echo "nginx $*" >> "$MACHINE/calls"',
    # The working copy, with what is not committed.
    "git": f'mkdir -p "$3"; cd {shlex.quote(str(ROOT))}; cp -r {" ".join(SOURCES)} *.txt "$3"',
    # The packages of the tests, with the code of the machine first.
    "python3": """
        test "$*" = "-m venv .venv"
        mkdir -p .venv/bin
        printf '#!/bin/sh\\nexport PYTHONPATH=%s; exec %s "$@"\\n' "$PWD:$PWD/site" "$PYTHON" \\
          > .venv/bin/python
        printf '#!/bin/sh\\necho "pip $*" >> "%s/calls"\\n' "$MACHINE" > .venv/bin/pip
        chmod +x .venv/bin/*
    """,
    # The owner of a new folder stays that of the test.
    "install": """
        for word; do
          shift
          case "$word" in -o|-g) skip=1;; *) test "$skip" || set -- "$@" "$word"; skip=;; esac
        done
        exec /usr/bin/install "$@"
    """,
    # As PostgreSQL's user, on its socket. There is no terminal to type the password into.
    "runuser": "shift 3; printf 'secret\\nsecret\\n' | exec setsid \"$@\"",
    # With the settings of the file and nothing else, in the working directory.
    "systemd-run": """
        while :; do
          case "$1" in
            --working-directory=*) cd "${1#*=}";;
            --property=EnvironmentFile=*) file="${1#*=*=}";;
            --*) ;;
            *) break;;
          esac
          shift
        done
        exec env -i PATH="$PATH" $(grep -v '^#' "$file") "$@"
    """,
}


class Machine:
    def __init__(self, folder: Path, database: PostgresServer) -> None:
        self.folder = folder
        self.code = folder / "srv" / "haven"
        self.env_file = folder / "etc" / "haven.env"
        self.database = database
        for name in ("etc/systemd/system", "etc/nginx/sites-enabled", "run/haven", "srv"):
            (folder / name).mkdir(parents=True)
        self.programs = folder / "programs"
        self.programs.mkdir()
        for name, text in PROGRAMS.items():
            (self.programs / name).write_text(f"#!/bin/bash -e\n{text}\n")
            (self.programs / name).chmod(0o755)

    def moved(self, text: str) -> str:
        """Return a text in which paths of the system lead below the folder."""
        for name in SYSTEM_FOLDERS:
            text = re.sub(rf"(?<![\w.]){re.escape(name)}", f"{self.folder}{name}", text)
        return text

    def run(self, commands: str) -> str:
        """Run commands in one shell, and return what they print. Fail at the first error.

        Commands joined by `&&` are separated: bash does not end at an error of all but the last.
        """
        commands = commands.replace("<this repository>", "REPOSITORY").replace(" && ", "\n")
        path = os.pathsep.join(
            [str(self.programs), str(package_folder() / "pginstall18" / "bin"), os.environ["PATH"]]
        )
        run = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", commands],
            cwd=self.folder,
            env={
                "PATH": path,
                "MACHINE": str(self.folder),
                "PYTHON": str(ROOT / ".venv" / "bin" / "python"),
                "PGHOST": str(self.database.folder),
                "PGUSER": "postgres",
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, f"{run.stdout}\n{run.stderr}"
        return run.stdout + run.stderr

    def fill_in_settings(self, **values: str) -> None:
        """Fill in the file as an operator does: only variables that it has."""
        text = self.env_file.read_text()
        for name, value in values.items():
            text, found = re.subn(rf"^{name}=.*$", f"{name}={value}", text, flags=re.MULTILINE)
            assert found == 1, name
        self.env_file.write_text(text)

    def unit(self, name: str, key: str) -> list[str]:
        """Return the values of a key in an installed unit."""
        file = self.folder / "etc" / "systemd" / "system" / name
        text = self.moved(file.read_text()).replace("\\\n", " ")
        return re.findall(rf"^{key}=(.*)$", text, re.MULTILINE)

    def environ(self) -> dict[str, str]:
        lines = [line for line in self.env_file.read_text().splitlines() if line and line[0] != "#"]
        settings = [*lines, *self.unit("haven.service", "Environment")[0].split()]
        return {"PATH": os.environ["PATH"]} | dict(line.split("=", 1) for line in settings)

    def calls(self) -> list[str]:
        return (self.folder / "calls").read_text().splitlines()


def blocks_of_readme() -> list[str]:
    """Return the blocks of commands of the section "One machine", as they are in the file."""
    section = README.read_text().partition("## One machine\n")[2].partition("\n## ")[0]
    numbered = section.partition("\nSomebody who cannot log in")[0]
    blocks = re.findall(r"```\n(.*?)```", numbered, re.DOTALL)
    return [re.sub(r"^   ", "", block, flags=re.MULTILINE).strip() for block in blocks]


def make_certificate(folder: Path) -> None:
    openssl = shutil.which("openssl")
    subprocess.run(
        [
            *(str(openssl), "req", "-x509", "-newkey", "ec", "-pkeyopt"),
            *("ec_paramgen_curve:P-256", "-nodes", "-days", "1", "-subj", "/CN=www.example.org"),
            *("-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"),
        ],
        capture_output=True,
        check=True,
    )
