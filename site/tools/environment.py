"""The virtual environment in `.venv`: made when it is missing, remade when it no longer fits."""

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP_FILE = VENV / "stamp"

# The lock files, smallest first: what the second installs includes the first.
LOCK_FILES = {"runtime": "requirements.txt", "dev": "requirements-dev.txt"}

NETWORK_FAILURES = (
    "NewConnectionError",
    "NameResolutionError",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "Temporary failure in name resolution",
    "Network is unreachable",
)

# What the settings read; a tool that brings its own answers starts from none of the caller's.
SITE_VARIABLES = (
    "ALLOWED_HOSTS",
    "ALLOW_INDEXING",
    "BACKGROUND_WORKER",
    "DATABASE_URL",
    "DEFAULT_FROM_EMAIL",
    "DJANGO_SETTINGS_MODULE",
    "EMAIL_URL",
    "HTTPS",
    "LANGUAGE_CODE",
    "MEDIA_BUCKET",
    "MEDIA_ROOT",
    "PAGE_CACHE_MB",
    "PURGE",
    "SECRET_KEY",
    "SERVE_MEDIA",
    "SHARED_CACHE_SECONDS",
    "SITE_URL",
    "STALE_SECONDS",
    "TEST_DATABASE_URL",
    "TIME_ZONE",
    "TRUSTED_PROXIES",
    "VAR_DIR",
)


def ensure(lock: str) -> None:
    """Make `.venv` hold what `lock` ("runtime" or "dev") names, and the project itself."""
    key = fingerprint()
    stamp = STAMP_FILE.read_text().split() if STAMP_FILE.exists() else []
    fits = stamp[:1] == [key]
    if fits and lock in stamp:
        return
    if not fits:
        create_venv()
    STAMP_FILE.unlink(missing_ok=True)
    print("Installing the locked packages into .venv (up to a minute) ...", flush=True)
    pip_install(
        "--require-hashes", "--only-binary", ":all:", "--requirement", str(ROOT / LOCK_FILES[lock])
    )
    pip_install("--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT))
    held = list(LOCK_FILES)[: list(LOCK_FILES).index(lock) + 1]
    STAMP_FILE.write_text("\n".join([key, *held]) + "\n")


def fingerprint() -> str:
    """Changes with whatever the environment was made from, and with the place it was made in:
    its scripts and the path to the project hold absolute paths."""
    digest = hashlib.sha256(f"{ROOT}\n{sys.version}\n".encode())
    for name in ("pyproject.toml", *LOCK_FILES.values()):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def create_venv() -> None:
    # Debian's `venv` can be imported and still fails without this module, which is in a package
    # of its own.
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit(
            "This Python cannot make a virtual environment. "
            "On Debian or Ubuntu install it with: apt install python3-venv"
        )
    # `sys.executable` may be the one in the environment that is about to be cleared.
    python = getattr(sys, "_base_executable", None) or sys.executable
    run = subprocess.run(
        [python, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, check=False
    )
    if run.returncode:
        sys.exit(f"The virtual environment could not be made:\n{run.stdout}{run.stderr}")


def pip_install(*arguments: str) -> None:
    """Run pip; it says something only if it fails."""
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input"]
    command += ["--disable-pip-version-check", "--retries", "1", "--timeout", "15", *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if not run.returncode:
        return
    if any(sign in run.stderr for sign in NETWORK_FAILURES):
        sys.exit(
            "The packages could not be fetched: no package index answers. "
            "The first run needs a network connection; later ones do not."
        )
    sys.exit(f"The packages could not be installed:\n{run.stderr}")


def without_site_variables() -> dict[str, str]:
    """The caller's environment, less what would change the site or the Python that runs it."""
    dropped = {*SITE_VARIABLES, "PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP"}
    return {
        name: value
        for name, value in os.environ.items()
        if name not in dropped and not name.startswith("GRANIAN_")
    }
