"""The virtual environment in `.venv`: created if missing, recreated if outdated."""

import hashlib
import importlib.util
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP_FILE = VENV / "stamp"

# The lock files, smallest first: the second includes the first.
LOCK_FILES = {"runtime": "requirements.txt", "dev": "requirements-dev.txt"}

NETWORK_FAILURES = (
    "NewConnectionError",
    "NameResolutionError",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "Temporary failure in name resolution",
    "Network is unreachable",
)

# Variables the settings read. Tools set their own and ignore those of the shell.
SITE_VARIABLES = (
    "ALLOWED_HOSTS",
    "ALLOW_INDEXING",
    "AUDIT_LOG_DAYS",
    "BACKGROUND_WORKER",
    "BACKUP_STAMP",
    "DATABASE_URL",
    "DEFAULT_FROM_EMAIL",
    "DJANGO_SETTINGS_MODULE",
    "EMAIL_URL",
    "HTTPS",
    "LANGUAGE_CODE",
    "LETTERS_PER_MINUTE",
    "LOG_FORMAT",
    "MEDIA_BUCKET",
    "MEDIA_ROOT",
    "OPERATORS",
    "PAGE_CACHE_MB",
    "PURGE",
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "SECOND_FACTOR_REQUIRED",
    "SERVE_MEDIA",
    "SESSION_HOURS",
    "SESSION_IDLE_MINUTES",
    "SHARED_CACHE_SECONDS",
    "SITE_URL",
    "STALE_SECONDS",
    "TEST_DATABASE_URL",
    "TIME_ZONE",
    "TRUSTED_PROXIES",
    "VAR_DIR",
)


def ensure(lock: str) -> None:
    """Install the packages of `lock` ("runtime" or "dev") and the project itself into `.venv`."""
    key = fingerprint()
    stamp = STAMP_FILE.read_text().split() if STAMP_FILE.exists() else []
    is_current = stamp[:1] == [key]
    if is_current and lock in stamp:
        return
    if not is_current:
        create_venv()
    STAMP_FILE.unlink(missing_ok=True)
    print("Installing the locked packages into .venv (up to a minute) ...", flush=True)
    pip_install(
        "--require-hashes", "--only-binary", ":all:", "--requirement", str(ROOT / LOCK_FILES[lock])
    )
    pip_install("--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT))
    installed = list(LOCK_FILES)[: list(LOCK_FILES).index(lock) + 1]
    STAMP_FILE.write_text("\n".join([key, *installed]) + "\n")


def fingerprint() -> str:
    """Return a key for everything the environment is made from, including its absolute path."""
    digest = hashlib.sha256(f"{ROOT}\n{sys.version}\n".encode())
    for name in ("pyproject.toml", *LOCK_FILES.values()):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def create_venv() -> None:
    # Debian's `venv` can be imported but fails without this module, which is a separate package.
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit(
            "This Python cannot create a virtual environment. "
            "On Debian or Ubuntu, run: apt install python3-venv"
        )
    # `sys.executable` may be the one in the environment that is about to be cleared.
    python = getattr(sys, "_base_executable", None) or sys.executable
    run = subprocess.run(
        [python, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, check=False
    )
    if run.returncode:
        sys.exit(f"The virtual environment could not be created:\n{run.stdout}{run.stderr}")


def pip_install(*arguments: str) -> None:
    """Run pip quietly, and exit with its output if it fails."""
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input"]
    command += ["--disable-pip-version-check", "--retries", "1", "--timeout", "15", *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if not run.returncode:
        return
    if any(sign in run.stderr for sign in NETWORK_FAILURES):
        sys.exit(
            "The packages could not be downloaded: the package index cannot be reached. "
            "Only the first run needs a network connection."
        )
    sys.exit(f"The packages could not be installed:\n{run.stderr}")


def without_site_variables() -> dict[str, str]:
    """Return the environment without variables that would change the site or its Python."""
    dropped = {*SITE_VARIABLES, "PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP"}
    return {
        name: value
        for name, value in os.environ.items()
        if name not in dropped and not name.startswith("GRANIAN_")
    }


def run_tool(tool: Callable[[list[str]], None], arguments: list[str]) -> None:
    """Run a tool, and exit without a traceback when it is interrupted.

    An exception on SIGTERM, unlike the signal's default, also ends the processes it has started.
    """
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(143))
    try:
        tool(arguments)
    except KeyboardInterrupt:
        sys.exit(130)
