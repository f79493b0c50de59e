"""Mails that tell people once of the reviews that are coming, and once of those that are late."""

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
from articles.review.due import DueState, describe_due, due_state_q, get_due_state
from articles.utils.mail import build_message, editor_url, send_safely

STAGE_BY_DUE_STATE = {DueState.SOON: Reminder.Stage.SOON, DueState.OVERDUE: Reminder.Stage.OVERDUE}


@dataclass(frozen=True)
class DueReview:
    """One article, the day its review is due, and where the person finds it."""

    article: ArticlePage
    due_on: date
    stage: Reminder.Stage
    address: str

    def __str__(self) -> str:
        return "\n".join(
            [
                self.article.title,
                f"{describe_due(self.due_on)} ({date_format(self.due_on, 'DATE_FORMAT')})",
                self.address,
            ]
        )


@dataclass
class ReminderDigest:
    """All that one person has not been told yet, the most overdue first."""

    email: str
    notices: list[DueReview] = field(default_factory=list)

    def message(self) -> EmailMessage:
        number = len(self.notices)
        subject = ngettext("%d article is to be reviewed", "%d articles are to be reviewed", number)
        body = _(
            "These articles of the website are to be reviewed:\n\n%(articles)s\n\n"
            "You are told of each once when its review comes near and once when it is overdue."
        ) % {"articles": "\n\n".join(map(str, self.notices))}
        return build_message(subject % number, body, [self.email])

    def send(self) -> bool:
        """Send the mail and note that it was; whether the mail server took it."""
        if not send_safely(self.message(), "A reminder of reviews could not be sent"):
            return False
        Reminder.objects.bulk_create(
            (
                Reminder(
                    article=notice.article,
                    email=self.email,
                    due_on=notice.due_on,
                    stage=notice.stage,
                )
                for notice in self.notices
            ),
            ignore_conflicts=True,
        )
        return True


def build_digests() -> list[ReminderDigest]:
    """A mail for everybody who has something to be told."""
    due = due_state_q(DueState.SOON) | due_state_q(DueState.OVERDUE)
    articles = list(
        order_nulls_last(
            filter_public(annotate_overview(ArticlePage.objects.all())).filter(due), "due_on"
        )
    )
    staff = _get_staff_emails({article.owner_id for article in articles})
    told = set(Reminder.objects.values_list("article", "email", "due_on", "stage"))
    by_email: dict[str, ReminderDigest] = {}
    for article in articles:
        stage = STAGE_BY_DUE_STATE[get_due_state(article.due_on)]
        for email, address in _get_recipients(article, staff).items():
            if (article.pk, email, article.due_on, stage) not in told:
                digest = by_email.setdefault(email, ReminderDigest(email))
                digest.notices.append(DueReview(article, article.due_on, stage, address))
    return list(by_email.values())


def _get_recipients(article: ArticlePage, staff: Mapping[int, str]) -> dict[str, str]:
    """Whom to tell, with an address they can open: the last reviewer, and the owner if staff."""
    people = {}
    if article.reviewer:
        people[article.reviewer.email] = article.full_url or ""
    if article.owner_id in staff:
        people[staff[article.owner_id]] = editor_url(article.pk)
    return {email: address for email, address in people.items() if email}


def _get_staff_emails(ids: set[int]) -> dict[int, str]:
    """Of these accounts those that may enter the admin, with their addresses."""
    users = get_user_model().objects.filter(pk__in=ids, is_active=True)
    return {user.pk: user.email for user in users if user.has_perm("wagtailadmin.access_admin")}
