"""Processes that tests start, and the processes those start themselves."""

import ctypes
import signal
import socket
import sys
from pathlib import Path


def interrupt_with_parent() -> None:
    """Have Linux interrupt a new process when this one is killed and can no longer do it."""
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGINT)


def child_pids(parent: int) -> list[int]:
    """The ids of a process's children that still run."""
    found = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            # What follows the name, which may hold anything: state, then the parent's id.
            state, ppid = file.read_text().rpartition(")")[2].split()[:2]
        except OSError:  # it has ended meanwhile
            continue
        if int(ppid) == parent and state != "Z":
            found.append(int(file.parent.name))
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
