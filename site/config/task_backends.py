"""Where work waits for `manage.py db_worker`, on sites that run one."""

from typing import Any

from django_tasks import task_backends
from django_tasks_db import DatabaseBackend

# What is used cannot be deleted, so what uses what is written down at once.
IMMEDIATE_TASK = "wagtail.tasks.update_reference_index_task"


class WorkerBackend(DatabaseBackend):
    """The database's queue, for all that can wait a second.

    A task is a row written in the transaction that wants it: a worker sees it together with what
    it is about, and a transaction rolled back takes it along.
    """

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        if task.module_path == IMMEDIATE_TASK:
            return task_backends["at_once"].enqueue(task, args, kwargs)
        return super().enqueue(task, args, kwargs)
