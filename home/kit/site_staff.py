"""The staff of one clinic in an install with several: roles, collection and clinical review."""

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Site, Workflow, WorkflowPage, WorkflowTask

from articles.review.clinical_review import ClinicalReviewTask
from home.kit.start import WORKFLOW_NAME
from home.models.roles import REVIEWERS
from home.models.site_roles import SITE_ROLES, describe_site, find_site_group, set_up_site_roles


@transaction.atomic
def set_up_site_staff(site: Site) -> list[str]:
    """Create what the clinic's staff needs and lacks. Return what was created, as sentences."""
    done = [f"Group “{group.name}” created." for group in set_up_site_roles(site)]
    workflow = set_up_site_workflow(site)
    if workflow:
        done.append(f"Workflow “{workflow.name}” created. It applies to all pages of the site.")
    return done


def set_up_site_workflow(site: Site) -> Workflow | None:
    """Create the clinical review of a site whose home page has no workflow of its own."""
    if WorkflowPage.objects.filter(page=site.root_page_id).exists():
        return None
    name = f"{WORKFLOW_NAME} ({describe_site(site)})"[:255]
    role = next(role for role in SITE_ROLES if role.name == REVIEWERS)
    task = ClinicalReviewTask.objects.create(name=name)
    if group := find_site_group(role, site):
        task.groups.set(Group.objects.filter(pk=group.pk))
    workflow = Workflow.objects.create(name=name)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(page_id=site.root_page_id, workflow=workflow)
    return workflow
