"""`make bench`: how the work grows with the content, on SQLite and on PostgreSQL.

Every figure stands beside another one that was measured in turn with it, in the same run, so that
the ratio tells something whatever the machine is doing. Nothing here passes or fails.
"""

import contextlib
import subprocess
import sys

import environment
from environment import PYTHON, ROOT
from suite import on_postgresql, on_sqlite

ENGINES = {"SQLite": on_sqlite, "PostgreSQL": on_postgresql}


def main(names: list[str]) -> None:
    """Run every benchmark, or those whose file is named, on both engines."""
    files = sorted(str(file) for file in (ROOT / "tests" / "bench").glob("bench_*.py"))
    wanted = [file for file in files if not names or any(name in file for name in names)]
    codes = [run(engine, variables, wanted) for engine, variables in ENGINES.items()]
    sys.exit(any(codes))


def run(engine: str, variables, files: list[str]) -> int:
    print(f"\n──── {engine}", flush=True)
    with contextlib.ExitStack() as stack:
        environ = environment.without_site_variables() | stack.enter_context(variables())
        command = [str(PYTHON), "-m", "pytest", "--quiet", "--capture=no", "--no-header", *files]
        return subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
