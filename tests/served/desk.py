"""An editor's desk: a process with the site's settings that changes its content, as a command does.

It is one process for many changes, since starting Django takes longer than any of them.
"""

import contextlib
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from environment import PYTHON, ROOT

from tests.processes import interrupt_with_parent
from tests.served.site import site_environ


class TaskProcess:
    def __init__(self, database_url: str, folder: Path, **extra: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.log = folder / "desk.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                (PYTHON, "-m", "tests.served.clerk"),
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
        """Have a function of `tests.served.clerk` run there; returns when it has committed."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([task, details]) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{task} failed:\n{self.log.read_text(errors='replace')}")
        return json.loads(answer)

    def close(self) -> None:
        assert self.process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:  # interrupted in the midst of a task
            self.process.kill()
            self.process.wait()


@contextlib.contextmanager
def running_task_process(database_url: str, folder: Path, **extra: str) -> Iterator[TaskProcess]:
    """A desk that is there for as long as this lasts."""
    desk = TaskProcess(database_url, folder, **extra)
    try:
        yield desk
    finally:
        desk.close()
