"""Reminder mails, one before a review is due and one after."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.editorial.overview import annotate_overview, filter_public, order_nulls_last
from articles.models import ArticlePage, Reminder
from articles.models.site_roots import editor_url, full_page_url
from articles.review.due import DueState, describe_due, due_state_q, get_due_state
from articles.utils.mail import build_message, send_safely

STAGE_BY_DUE_STATE = {DueState.SOON: Reminder.Stage.SOON, DueState.OVERDUE: Reminder.Stage.OVERDUE}


@dataclass(frozen=True)
class DueReview:
    """An article, the date its review is due, and a URL that the recipient can open."""

    article: ArticlePage
    due_on: date
    stage: Reminder.Stage
    url: str

    def __str__(self) -> str:
        day = date_format(self.due_on, "DATE_FORMAT")
        return f"{self.article.title}\n{describe_due(self.due_on)} ({day})\n{self.url}"


@dataclass
class ReminderDigest:
    """All new reminders for one recipient, the most overdue first."""

    email: str
    reviews: list[DueReview] = field(default_factory=list)

    def message(self) -> EmailMessage:
        number = len(self.reviews)
        subject = ngettext("%d article needs a review", "%d articles need a review", number)
        body = _(
            "These articles on the website need a review:\n\n%(articles)s\n\n"
            "You receive one reminder before the review of an article is due and one when it is "
            "overdue."
        ) % {"articles": "\n\n".join(map(str, self.reviews))}
        return build_message(subject % number, body, [self.email])

    def send(self) -> bool:
        """Send and record the reminders. Return True if the mail server accepted the mail."""
        if not send_safely(self.message(), "A reminder of reviews could not be sent"):
            return False
        rows = (
            Reminder(article=each.article, email=self.email, due_on=each.due_on, stage=each.stage)
            for each in self.reviews
        )
        Reminder.objects.bulk_create(rows, ignore_conflicts=True)
        return True


def build_digests() -> list[ReminderDigest]:
    """Return a digest for each recipient of reminders that were not sent before."""
    is_due = due_state_q(DueState.SOON) | due_state_q(DueState.OVERDUE)
    due = filter_public(annotate_overview(ArticlePage.objects.all())).filter(is_due)
    articles = list(order_nulls_last(due, "due_on"))
    staff = _get_staff_emails({article.owner_id for article in articles})
    sent = set(Reminder.objects.values_list("article", "email", "due_on", "stage"))
    digests: dict[str, ReminderDigest] = {}
    for article in articles:
        stage = STAGE_BY_DUE_STATE[get_due_state(article.due_on)]
        for email, url in _get_recipients(article, staff).items():
            if (article.pk, email, article.due_on, stage) not in sent:
                digest = digests.setdefault(email, ReminderDigest(email))
                digest.reviews.append(DueReview(article, article.due_on, stage, url))
    return list(digests.values())


def _get_recipients(article: ArticlePage, staff: Mapping[int, str]) -> dict[str, str]:
    """Map emails to URLs: of the last reviewer, and of the owner if they can enter the admin."""
    people = {}
    if article.reviewer:
        people[article.reviewer.email] = full_page_url(article)
    if article.owner_id in staff:
        people[staff[article.owner_id]] = editor_url(article)
    return {email: url for email, url in people.items() if email}


def _get_staff_emails(ids: set[int]) -> dict[int, str]:
    """Return the emails of those users who can enter the admin, by id."""
    users = get_user_model().objects.filter(pk__in=ids, is_active=True)
    return {user.pk: user.email for user in users if user.has_perm("wagtailadmin.access_admin")}
