"""Notices shown behind a review link instead of the article."""

from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import ArticlePage, ReviewRequest
from articles.review.responses import ReviewOutcome


class Notice(NamedTuple):
    """A heading and a text; `show_contact` adds how to reach the clinic."""

    heading: str
    text: str
    show_contact: bool = True


def broken_link_notice() -> Notice:
    return Notice(
        _("This link is not complete"),
        _("It may have been cut off or changed on its way. Open it again from the email."),
    )


def unknown_link_notice() -> Notice:
    return Notice(
        _("This link is no longer known"),
        _("The request or its article was deleted. There is nothing you need to do."),
    )


def closed_notice(review_request: ReviewRequest) -> Notice:
    """Return the reason why a request accepts no response."""
    if review_request.answered_at:
        heading, day = _("You have answered already"), review_request.answered_at
        text = _(
            "Your answer was recorded on %(day)s. To change it, ask the clinic for a new link."
        )
    elif review_request.withdrawn_at:
        heading, day = _("This link was withdrawn"), review_request.withdrawn_at
        text = _("The clinic withdrew it on %(day)s. You may have received a newer one.")
    elif review_request.is_open and not review_request.reviewer.live:
        heading, day = _("This link cannot be used now"), None
        text = _("The profile of %(name)s is not published. The link works again once it is.")
    else:
        heading, day = _("This link has expired"), review_request.expires_at
        text = _("It was open until %(day)s. Ask the clinic for a new one.")
    params = {
        "name": review_request.reviewer.display_name,
        "day": date_format(timezone.localtime(day), "DATE_FORMAT") if day else "",
    }
    return Notice(heading, text % params)


def thanks_notice(outcome: ReviewOutcome, article: ArticlePage) -> Notice:
    title = {"title": article.title}
    if outcome == ReviewOutcome.CHANGES_REQUESTED:
        return Notice(
            _("Thank you: the editors have your comments"),
            _("“%(title)s” will not be published as it is. You will be asked to review it again.")
            % title,
            show_contact=False,
        )
    text = {
        ReviewOutcome.APPROVED: _("“%(title)s” can now be published."),
        ReviewOutcome.RECORDED: _("The clinic has been notified that you signed “%(title)s”."),
        ReviewOutcome.DRAFT_CHANGED: _(
            "The clinic has changed its draft of “%(title)s” since it was sent to you. Your "
            "sign-off applies to what you read; you will be asked to review the changes."
        ),
        ReviewOutcome.REFUSED: _(
            "Something else still keeps “%(title)s” from being published. The clinic will resolve "
            "it; you need not sign again unless the text changes."
        ),
    }[outcome]
    return Notice(_("Thank you: your sign-off is recorded"), text % title, show_contact=False)
