"""A clinic with an object of everything that the admin edits and visitors see, and its staff."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.documents import get_document_model
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    Page,
    PageViewRestriction,
    Site,
    UploadedFile,
    Workflow,
    WorkflowTask,
)

from articles.models import (
    ArticleAuthor,
    ArticlePage,
    CallToAction,
    Condition,
    Reference,
    ReferenceProposal,
    TaggedCondition,
)
from articles.models.change import ArticleChange
from home.brand.models import LookSettings
from home.enquiry.models import EnquirySubmission
from home.feedback.models import FeedbackWords
from home.kit.start import set_up_library_workflow
from home.models import ClinicImage, ReaderSettings, SearchSettings, User
from home.models.roles import (
    ADMINISTRATORS,
    EDITORS,
    MODERATORS,
    PUBLISHERS,
    REVIEWERS,
    set_up_roles,
)
from home.subscriptions.letters import Waiting, create_letter
from home.subscriptions.models import Subscriber
from tests.articles.publishing.publishing_paths import create_workflow
from tests.factories import (
    article,
    block,
    category,
    image,
    person,
    saved_sections,
    standard_page,
    stream,
    update_page,
)
from tests.home.full_site import create_full_site

ANONYMOUS, NO_GROUP, DESK, SUPERUSER = "anonymous", "no group", "reception", "superuser"
# Roles that may not publish, and those that may.
UNPUBLISHING = (ANONYMOUS, NO_GROUP, DESK, REVIEWERS, EDITORS)
PUBLISHING = (MODERATORS, PUBLISHERS, ADMINISTRATORS)
Document = get_document_model()


@dataclass
class Clinic:
    """The objects that addresses of the admin name, and a user for each role."""

    pages: dict[str, Page]
    images: list[ClinicImage]
    document: Any
    users: dict[str, User]
    objects: dict[str, Any] = field(default_factory=dict)


def create_clinic() -> Clinic:
    pages = create_full_site()
    for model in (LookSettings, SearchSettings):
        model.objects.create(site=Site.objects.get())  # else the first to look creates it
    users = create_users()
    home, first, blog = pages["home"], pages["article"], pages["category"]
    pictures = create_pictures(pages, users[EDITORS])
    document = create_document(home)
    pages |= create_unpublished_pages(pages, users[EDITORS])
    alias = first.create_alias(parent=blog, update_slug="alias")
    private = standard_page(home, "Private", slug="private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    pages |= {"alias": alias, "private": private}
    # As pages that were published in the editor have.
    Page.objects.live().update(
        first_published_at=timezone.now() - timedelta(days=9),
        last_published_at=timezone.now() - timedelta(days=8),
    )
    clinic = Clinic(
        {name: Page.objects.get(pk=page.pk).specific for name, page in pages.items()},
        pictures,
        document,
        users,
    )
    clinic.objects = create_objects(clinic)
    return clinic


def create_users() -> dict[str, User]:
    set_up_roles()
    desk = Group.objects.create(name=DESK)
    for codename in ("access_admin", "read_enquiries"):
        desk.permissions.add(Permission.objects.get(codename=codename))
    users: dict[str, User] = {}
    for role in (NO_GROUP, DESK, REVIEWERS, EDITORS, *PUBLISHING, SUPERUSER):
        user = User.objects.create_user(role, f"{len(users)}@example.org", "secret")
        if role == SUPERUSER:
            user.is_superuser = True
            user.save()
        elif role == NO_GROUP:
            user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        else:
            user.groups.add(Group.objects.get(name=role))
        users[role] = user
    return users


def create_pictures(pages: dict[str, Page], owner: User) -> list[ClinicImage]:
    """Show one picture as lead image and one as photograph. The editor has uploaded the first."""
    lead, photo = image("Lead"), image("Photo")
    ClinicImage.objects.filter(pk=lead.pk).update(uploaded_by_user=owner)
    update_page(pages["article"], lead_image=lead)
    update_page(pages["person"], photo=photo)
    update_page(pages["team"], summary="Who we are.")
    return list(ClinicImage.objects.order_by("pk"))


def create_document(home: Page) -> Any:
    other = Collection.get_first_root_node().add_child(name="Other")
    file = ContentFile(b"one", "leaflet.txt")
    document = Document.objects.create(title="Leaflet", file=file, collection=other)
    link = f'<p><a href="{document.url}">Leaflet</a></p>'
    standard_page(
        home,
        "Leaflets",
        slug="leaflets",
        body=stream(block("text", {"heading": "Read", "text": link})),
    )
    return document


def create_unpublished_pages(pages: dict[str, Page], owner: User) -> dict[str, Page]:
    """Create pages that are not live, or not only, in each way that can become public."""
    home, first, blog = pages["home"], pages["article"], pages["category"]
    ghost = person(home, "Cleo Dim", slug="cleo", live=False)
    ArticleAuthor.objects.create(page=first, person=ghost)
    closed = category(blog, "Closed", slug="closed")
    below = article(closed, "Below", slug="below")
    update_page(closed, live=False)
    draft = article(blog, "Draft", slug="draft", live=False, owner=owner)
    scheduled = article(blog, "Scheduled", slug="scheduled", live=False)
    waiting = article(blog, "Waiting", slug="waiting")
    for page in (draft, scheduled, waiting):
        page.title = f"{page.title} changed"
        page.save_revision(clean=False)
    scheduled.latest_revision.approved_go_live_at = timezone.now() + timedelta(days=1)
    scheduled.latest_revision.save()
    ArticleChange.objects.create(page=first, kind="correction", text="Twice.", day="2026-01-02")
    return {
        "ghost": ghost,
        "closed": closed,
        "below": below,
        "draft": draft,
        "scheduled": scheduled,
        "waiting": waiting,
    }


def create_objects(clinic: Clinic) -> dict[str, Any]:
    """Create one object of each other kind."""
    home, first = clinic.pages["home"], clinic.pages["article"]
    condition = Condition.objects.create(name="Neuropathy", slug="neuropathy")
    TaggedCondition.objects.create(tag=condition, content_object=first)
    query = Query.get("ketamine")
    SearchPromotion.objects.create(query=query, page=clinic.pages["standard"], description="Read")
    redirect = Redirect.objects.create(
        old_path="/old", redirect_page=clinic.pages["standard"], site=Site.objects.get()
    )
    set_up_library_workflow()
    call = CallToAction.objects.get()
    call.heading = "Draft heading"
    call.save_revision()
    waiting = ArticlePage.objects.get(pk=clinic.pages["waiting"].pk)
    state = create_workflow().start(waiting, clinic.users[EDITORS])
    source = Reference.objects.order_by("pk")[0]
    ReferenceProposal.objects.create(reference=source, values={"title": "Proposed"})
    uploads = {
        name: UploadedFile.objects.create(
            for_content_type=content_type, uploaded_by_user=clinic.users[EDITORS], file="none.png"
        )
        for name, content_type in (
            ("uploaded_image", ContentType.objects.get_for_model(ClinicImage)),
            ("uploaded_document", ContentType.objects.get_for_model(Document)),
        )
    }
    EnquirySubmission.objects.create(page=clinic.pages["enquiry"], form_data={})
    site = Site.objects.get()
    ReaderSettings.objects.create(site=site, offers_letters=True, takes_words=True)
    Subscriber.objects.create(site=site, email="reader@example.org")
    task = GroupApprovalTask.objects.get(name="Approve")
    return uploads | {
        "condition": condition,
        "query": query,
        "redirect": redirect,
        "call": call,
        "source": source,
        "site": site,
        "letter": create_letter(site, [Waiting(first)]),
        "saved": saved_sections(made_by=clinic.users[EDITORS]),
        "words": FeedbackWords.objects.create(article=first, words="More."),
        "collection": clinic.document.collection,
        "restriction": PageViewRestriction.objects.get(),
        "group": Group.objects.get(name=DESK),
        "user": clinic.users[NO_GROUP],
        "state": state,
        "task_state": state.current_task_state,
        "workflow": Workflow.objects.get(pk=state.workflow_id),
        "task": task,
        "home": home,
        "workflow_task": WorkflowTask.objects.get(task=task),
    }
