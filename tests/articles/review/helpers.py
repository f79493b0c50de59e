"""An article on its way through clinical review."""

import re
from typing import Any

from django.core import mail
from django.test import Client
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from articles.models import ArticlePage, ClinicalReviewTask, PersonPage, ReviewRequest
from articles.review.requests import ask
from articles.review.sign_off import sign
from home.models import User
from tests.factories import (
    article,
    body,
    category,
    editor,
    explanation,
    home_page,
    intro,
    person,
    reference,
)

DRAFTED = "<p>Pain can stay.</p>"
APPROVAL = {"answer": "approved", "months": "12", "vouched": "on", "comment": ""}


def reviewed_site() -> ArticlePage:
    """A draft, with a doctor to ask, where articles are published once they are signed."""
    home = home_page(signed_only=True)
    doctor = person(home, "Ada Byron", honorific="Dr", email="ada@example.org")
    workflow = Workflow.objects.create(name="Clinical review")
    task = ClinicalReviewTask.objects.create(name="Clinical review")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(page=home, workflow=workflow)
    source = reference(container="Pain", volume="7", pages="1-9", doi="10.1000/182")
    return article(
        category(home),
        "Pain",
        live=False,
        asked_reviewer=doctor,
        body=body(intro(DRAFTED), explanation(cited=(source,))),
    )


def write(page: ArticlePage, words: str) -> None:
    """A new draft with other words."""
    draft = page.get_latest_revision_as_object()
    blocks = draft.body.get_prep_value()
    blocks[0]["value"] = f"<p>{words}</p>"
    draft.body = ArticlePage.body.field.to_python(body(*blocks))
    draft.save_revision()


def submit(page: ArticlePage) -> ReviewRequest | None:
    """Give the draft to the workflow; returns what its reviewer was asked, if anybody was."""
    if not page.latest_revision_id:
        page.save_revision()
    page = ArticlePage.objects.get(pk=page.pk)
    page.get_workflow().start(page, editor())
    return page.review_requests.first()


def mailed_links() -> list[str]:
    """The paths of the links sent, oldest first."""
    return re.findall(r"https?://[^/\s]+(/review/\S+)", "\n".join(str(m.body) for m in mail.outbox))


def link_of(page: ArticlePage, user: User | None = None) -> str:
    """The path of a new link, which `user` asked for."""
    page = stored(page)
    state = page.current_workflow_task_state
    _asked, link = ask(page, page.latest_revision, asked(page), task_state=state, user=user)
    return link.removeprefix("http://testserver")


def answer(link: str, **said: str) -> Any:
    client = Client(enforce_csrf_checks=True)
    return client.post(link, said, headers={"Sec-Fetch-Site": "same-origin"})


def asked(page: ArticlePage) -> PersonPage:
    """The doctor of `reviewed_site`."""
    return PersonPage.objects.get(pk=page.asked_reviewer_id)


def stored(page: ArticlePage) -> ArticlePage:
    return ArticlePage.objects.get(pk=page.pk)


def signed_article() -> ArticlePage:
    """Published with a signature."""
    page = reviewed_site()
    revision = page.save_revision()
    sign(revision.as_object(), revision, asked(page))
    revision.publish()
    return stored(page)
