"""The needs of every site beside its pages: an address, and workflows of pages and library."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from wagtail.models import (
    GroupApprovalTask,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.snippets.models import get_workflow_enabled_models

from articles.review.clinical_review import ClinicalReviewTask
from home.models.roles import ADMINISTRATORS, PUBLISHERS, REVIEWERS

WORKFLOW_NAME = "Clinical review"
# The button reads "Submit to Publishers".
LIBRARY_WORKFLOW_NAME = "Publishers"
DEFAULT_PORTS = {"http": 80, "https": 443}


def public_address() -> dict[str, Any]:
    """Return the host name and port of `SITE_URL`."""
    parts = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = parts.port or DEFAULT_PORTS.get(parts.scheme, 80)
    return {"hostname": parts.hostname or "localhost", "port": port}


def set_up_workflow(root: Page) -> bool:
    """Create the workflow with one step, the clinical review. Return False if it exists.

    It is assigned to `root`, in place of a workflow for all sites that Wagtail made.
    """
    if Workflow.objects.filter(name=WORKFLOW_NAME).exists():
        return False
    task = ClinicalReviewTask.objects.create(name=WORKFLOW_NAME)
    task.groups.set(Group.objects.filter(name=REVIEWERS))
    workflow = Workflow.objects.create(name=WORKFLOW_NAME)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.get_or_create(page=root, defaults={"workflow": workflow})
    return True


def set_up_library_workflow() -> bool:
    """Create the workflow of what the library keeps as drafts, approved by those who may publish.

    Return False if each kind of snippet has a workflow.
    """
    types = ContentType.objects.get_for_models(*get_workflow_enabled_models()).values()
    missing = [each for each in types if not WorkflowContentType.objects.filter(pk=each).exists()]
    if not missing:
        return False
    workflow, is_new = Workflow.objects.get_or_create(name=LIBRARY_WORKFLOW_NAME)
    if is_new:
        task = GroupApprovalTask.objects.create(name="Approval by a publisher")
        task.groups.set(Group.objects.filter(name__in=(PUBLISHERS, ADMINISTRATORS)))
        WorkflowTask.objects.create(workflow=workflow, task=task)
    for content_type in missing:
        WorkflowContentType.objects.create(content_type=content_type, workflow=workflow)
    return True
