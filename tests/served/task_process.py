"""A process that changes the content of a site, as a management command does.

One process makes all changes, because starting Django takes longer than any of them.
"""

import contextlib
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from environment import PYTHON, ROOT

from tests.processes import interrupt_with_parent
from tests.served.site_server import site_environ


class TaskProcess:
    def __init__(self, database_url: str, folder: Path, **extra: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.log = folder / "tasks.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                (PYTHON, "-m", "tests.served.tasks"),
                cwd=ROOT,
                env=site_environ(database_url, folder) | extra,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
                preexec_fn=interrupt_with_parent,
            )

    def run_task(self, task: str, **details: Any) -> Any:
        """Run a function of `tests.served.tasks`, and return its result when it has committed."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([task, details]) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{task} failed:\n{self.log.read_text(errors='replace')}")
        return json.loads(line)

    def close(self) -> None:
        assert self.process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:  # interrupted during a task
            self.process.kill()
            self.process.wait()


@contextlib.contextmanager
def running_task_process(database_url: str, folder: Path, **extra: str) -> Iterator[TaskProcess]:
    """Run a task process within the context."""
    process = TaskProcess(database_url, folder, **extra)
    try:
        yield process
    finally:
        process.close()
