"""The staff of two clinics, and the objects of one that addresses of the admin name."""

from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone
from wagtail.models import (
    Page,
    PageViewRestriction,
    UploadedFile,
    Workflow,
    WorkflowTask,
)

from articles.models import ArticleAuthor, ArticlePage, Reference, ReferenceProposal
from home.kit.site_staff import set_up_site_staff
from home.kit.start import set_up_library_workflow
from home.models import ClinicImage, User
from home.models.site_roles import SITE_ROLES, find_site_group
from tests.articles.publishing.publishing_paths import create_workflow
from tests.factories import article, category, person, standard_page, update_page
from tests.home.roles.clinic import Clinic, Document
from tests.home.walls.two_clinics import MarkedClinic


def create_staff(clinic: MarkedClinic) -> dict[str, User]:
    """Create the groups of a clinic, and a user in each."""
    set_up_site_staff(clinic.site)
    users = {}
    for role in SITE_ROLES:
        name = f"{role.name} {clinic.marker}".lower().replace(" ", "-")
        user = User.objects.create_user(name, f"{name}@{clinic.marker}.example", "secret")
        group = find_site_group(role, clinic.site)
        assert group
        user.groups.add(group)
        users[role.name] = user
    return users


def separate_libraries(clinics: list[MarkedClinic]) -> None:
    """Give each clinic its own sources, with a proposed change, and calls to action."""
    for clinic in clinics:
        clinic.objects["call"].site = clinic.site
        clinic.objects["call"].save()
        Reference.objects.filter(title__contains=clinic.marker).update(site=clinic.site)
        title = f"{clinic.marker} proposed"
        ReferenceProposal.objects.create(
            reference=clinic.objects["source"], values={"title": title}
        )


def as_clinic_of_roles(clinic: MarkedClinic, users: dict[str, User]) -> Clinic:
    """Return the clinic with an object for every argument of the views of the admin."""
    word, home, blog = clinic.marker, clinic.home, clinic.pages["category"]
    first = ArticlePage.objects.get(pk=clinic.pages["article"].pk)
    ghost = person(home, f"Cleo {word}", slug="cleo", live=False)
    ArticleAuthor.objects.create(page=first, person=ghost)
    closed = category(blog, f"Closed {word}", slug="closed")
    update_page(closed, live=False)
    draft = article(blog, f"Draft {word}", slug="draft", live=False, owner=users["Editors"])
    waiting = article(blog, f"Waiting {word}", slug="waiting")
    for page in (draft, waiting):
        page.title = f"{page.title} changed"
        page.save_revision(clean=False)
    alias = first.create_alias(parent=blog, update_slug="alias")
    private = standard_page(home, f"Private {word}", slug="private")
    restriction = PageViewRestriction.objects.create(page=private, restriction_type="login")
    pages = clinic.pages | {
        "ghost": ghost,
        "closed": closed,
        "draft": draft,
        "waiting": waiting,
        "alias": alias,
        "private": private,
    }
    set_up_library_workflow()
    call = clinic.objects["call"]
    call.heading = f"{word} draft"
    call.save_revision()
    state = create_workflow().start(ArticlePage.objects.get(pk=waiting.pk), users["Editors"])
    uploads = {
        name: UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(model),
            uploaded_by_user=users["Editors"],
            file=f"{word}.png",
        )
        for name, model in (("uploaded_image", ClinicImage), ("uploaded_document", Document))
    }
    schedule(Page.objects.get(pk=draft.pk).specific)
    return Clinic(
        {name: Page.objects.get(pk=page.pk).specific for name, page in pages.items()},
        [clinic.objects["image"]],
        clinic.objects["document"],
        users,
        clinic.objects
        | uploads
        | {
            "site": clinic.site,
            "collection": clinic.collection,
            "restriction": restriction,
            "group": users["Editors"].groups.get(),
            "user": users["Editors"],
            "state": state,
            "task_state": state.current_task_state,
            "workflow": Workflow.objects.get(pk=state.workflow_id),
            "task": state.current_task_state.task,
            "home": home,
            "workflow_task": WorkflowTask.objects.get(task=state.current_task_state.task_id),
        },
    )


def schedule(page: Any) -> None:
    revision = page.latest_revision
    revision.approved_go_live_at = timezone.now() + timedelta(days=1)
    revision.save()


def log_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client
