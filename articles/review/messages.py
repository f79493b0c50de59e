"""What the page behind a review link says when there is nothing to read, or nothing more."""

from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import ArticlePage, ReviewRequest
from articles.review.responses import ReviewOutcome


class Notice(NamedTuple):
    """`show_contact`: whether the reader may want to reach the clinic because of it."""

    heading: str
    text: str
    show_contact: bool = True


def broken_link_notice() -> Notice:
    return Notice(
        _("This link is not complete"),
        _("It may have been cut off or changed on its way. Open it once more from the mail."),
    )


def unknown_link_notice() -> Notice:
    return Notice(
        _("This link is no longer known"),
        _("What it was for has been deleted. There is nothing you need to do."),
    )


def closed_notice(asked: ReviewRequest) -> Notice:
    """Why a request takes no answer any more."""
    if asked.answered_at:
        return Notice(
            _("You have answered already"),
            _("Your answer of %(day)s is recorded. To change it, ask the clinic for a new link.")
            % {"day": _format_day(asked.answered_at)},
        )
    if asked.withdrawn_at:
        return Notice(
            _("This link was withdrawn"),
            _("The clinic took it back on %(day)s. You may have been sent a newer one.")
            % {"day": _format_day(asked.withdrawn_at)},
        )
    if asked.is_open and not asked.reviewer.live:
        return Notice(
            _("This link cannot be used now"),
            _(
                "The profile of %s is not published. The link works again once the clinic has "
                "published it."
            )
            % asked.reviewer.display_name,
        )
    return Notice(
        _("This link has expired"),
        _("It was open until %(day)s. Ask the clinic for a new one.")
        % {"day": _format_day(asked.expires_at)},
    )


def thanks_notice(outcome: ReviewOutcome, article: ArticlePage) -> Notice:
    """What became of an answer."""
    title = {"title": article.title}
    if outcome == ReviewOutcome.SENT_BACK:
        return Notice(
            _("Thank you: the editors have your comments"),
            _("“%(title)s” is not published like this. You will be asked again.") % title,
            show_contact=False,
        )
    said = {
        ReviewOutcome.PASSED_ON: _("“%(title)s” now goes on to be published."),
        ReviewOutcome.KEPT: _("The clinic has been told that “%(title)s” is right as you read it."),
        ReviewOutcome.DRAFT_CHANGED: _(
            "The clinic has changed its draft of “%(title)s” since it was sent to you. Your "
            "signature stands for what you read; for the rest you will be asked again."
        ),
        ReviewOutcome.REFUSED: _(
            "Something else still keeps “%(title)s” from being published. The clinic sees to it; "
            "you need not sign again unless the text changes."
        ),
    }
    return Notice(
        _("Thank you: your signature is recorded"), said[outcome] % title, show_contact=False
    )


def _format_day(moment) -> str:
    return date_format(timezone.localtime(moment), "DATE_FORMAT")
