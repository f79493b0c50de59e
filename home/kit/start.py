"""The first steps of a new site: staff roles, a home page and the workflow for clinical review."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import (
    GroupApprovalTask,
    Page,
    Site,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.snippets.models import get_workflow_enabled_models

from articles.review.clinical_review import ClinicalReviewTask
from home.models import ClinicSettings, HomePage
from home.models.roles import ADMINISTRATORS, PUBLISHERS, REVIEWERS, set_up_roles

WORKFLOW_NAME = "Clinical review"
# The button reads "Submit to Publishers".
LIBRARY_WORKFLOW_NAME = "Publishers"
DEFAULT_PORTS = {"http": 80, "https": 443}


@transaction.atomic
def start_site(name: str) -> list[str]:
    """Create what an empty database lacks to publish: roles, home page, settings, workflow.

    Return what was created, as sentences. What exists is not changed.
    """
    done = [f"Role “{group.name}” created." for group in set_up_roles()]
    site, is_new = set_up_home_page(name, title=name, hero_heading=name)
    if is_new:
        ClinicSettings.objects.get_or_create(site=site, defaults={"name": name})
        done.append(f"Home page “{name}” created. It is the root page of {site.root_url}.")
    if set_up_workflow(site.root_page):
        done.append(f"Workflow “{WORKFLOW_NAME}” created. It applies to all pages of the site.")
    if set_up_library_workflow():
        done.append(f"Workflow “{LIBRARY_WORKFLOW_NAME}” created. It applies to the library.")
    return done


def set_up_home_page(site_name: str, **fields: Any) -> tuple[Site, bool]:
    """Return the default site with our home page, and True if it was created.

    It replaces Wagtail's welcome page.
    """
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site and isinstance(site.root_page.specific, HomePage):
        return site, False
    home = Page.get_first_root_node().add_child(instance=HomePage(**fields))
    if not site:
        return Site.objects.create(
            site_name=site_name, root_page=home, is_default_site=True, **public_address()
        ), True
    welcome = site.root_page
    site.root_page, site.site_name = home, site_name
    if site.hostname == "localhost":  # the value of Wagtail's first migration
        site.hostname, site.port = public_address().values()
    site.save()
    if welcome.specific_class is Page and not welcome.get_children().exists():
        welcome.delete()
    return site, True


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
