"""Sign-offs for the sample articles, and a workflow for other articles."""

from datetime import date, datetime, time

from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, Workflow, WorkflowPage, WorkflowTask

from articles.models import PersonPage
from articles.review.clinical_review import ClinicalReviewTask
from articles.review.sign_off import record_sign_off
from home.models.roles import REVIEWERS

WORKFLOW_NAME = "Clinical review"


def sign_off_sample(revision: Revision, reviewer: int, day: date) -> None:
    """Sign off an article, which is required to publish it. The comment says it is a sample."""
    record_sign_off(
        revision.as_object(),
        revision,
        PersonPage.objects.get(pk=reviewer),
        comment=_("Sample: no clinician has read this article."),
        signed_at=datetime.combine(day, time(12), timezone.get_current_timezone()),
    )


def set_up_workflow(root: Page) -> None:
    """Create the workflow draft, clinical review, publication, unless it exists."""
    if Workflow.objects.filter(name=WORKFLOW_NAME).exists():
        return
    task = ClinicalReviewTask.objects.create(name=WORKFLOW_NAME)
    task.groups.set(Group.objects.filter(name=REVIEWERS))
    workflow = Workflow.objects.create(name=WORKFLOW_NAME)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.get_or_create(page=root, defaults={"workflow": workflow})
