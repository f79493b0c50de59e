"""The task queue of sites that run `manage.py db_worker`."""

from typing import Any

from django_tasks import task_backends
from django_tasks_db import DatabaseBackend

# Usage of objects is recorded at once, because objects in use must not be deleted.
IMMEDIATE_TASK = "wagtail.tasks.update_reference_index_task"


class WorkerBackend(DatabaseBackend):
    """A queue in the database, except for `IMMEDIATE_TASK`.

    Tasks are rows written in the transaction of their change: a worker sees both together, and a
    rollback removes both.
    """

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        if task.module_path == IMMEDIATE_TASK:
            return task_backends["at_once"].enqueue(task, args, kwargs)
        return super().enqueue(task, args, kwargs)
