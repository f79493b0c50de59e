"""Processes started by tests, and their child processes."""

import ctypes
import signal
import socket
import sys
from pathlib import Path


def interrupt_with_parent() -> None:
    """Have Linux interrupt the new process when its parent dies."""
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGINT)


def child_pids(parent: int) -> list[int]:
    """Return the ids of a process's running children."""
    children = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            # After the name, which may contain anything: the state, then the parent's id.
            state, ppid = file.read_text().rpartition(")")[2].split()[:2]
        except OSError:  # the process has ended
            continue
        if int(ppid) == parent and state != "Z":
            children.append(int(file.parent.name))
    return children


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
