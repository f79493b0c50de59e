"""Mails to reviewers about changes of what their signed articles show but do not contain.

Calls to action, sources, pictures and profiles are edited elsewhere: changing one changes every
article that shows it, and leaves the signatures valid.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task
from wagtail.admin.utils import get_user_display_name
from wagtail.users.models import UserProfile

from articles.models import ArticlePage, PersonPage
from articles.models.referring_pages import get_signed_articles_showing
from articles.models.site_roots import full_page_url
from articles.utils.mail import build_message, send_safely


def notify_reviewers(changed: Model, before: str, after: str, *, user: Any, note: str = "") -> None:
    """Mail the reviewers of the live signed articles that show an object, after the commit.

    `changed` is a call to action, a source, an image or a profile; `before` and `after` are its
    words as readers see them, empty if they see nothing. Each reviewer gets one mail with all their
    articles. `user` may be None. A mail that fails is logged.
    """
    articles: dict[int, list[int]] = defaultdict(list)
    for pk, reviewer_id in get_signed_articles_showing(changed).values_list("pk", "reviewer"):
        articles[reviewer_id].append(pk)
    if not articles:
        return
    change = {
        "model": changed._meta.label,
        "name": str(changed),
        "before": before,
        "after": after,
        "note": note,
        "user": get_user_display_name(user) if user else "",
    }
    for reviewer_id, ids in articles.items():
        mail = partial(mail_shared_change.enqueue, reviewer_id, ids, change)
        transaction.on_commit(mail, robust=True)


@task()
def mail_shared_change(reviewer_id: int, article_ids: list[int], change: dict[str, str]) -> None:
    """Mail one reviewer about a change, if the profile or its account has an address."""
    reviewer = PersonPage.objects.filter(pk=reviewer_id).select_related("account").first()
    if reviewer is None:
        return
    account = reviewer.account
    address = reviewer.email or (account.email if account and account.is_active else "")
    articles = ArticlePage.objects.live().filter(pk__in=article_ids).order_by("title", "pk")
    if not address or not articles:
        return
    profile = UserProfile.get_for_user(account) if account else None
    with override(profile.get_preferred_language() if profile else settings.LANGUAGE_CODE):
        message = build_change_mail(reviewer, articles, change, address)
    send_safely(message, f"Reviewer {reviewer_id} could not be mailed about a change")


def build_change_mail(
    reviewer: PersonPage, articles: Iterable[ArticlePage], change: dict[str, str], address: str
) -> EmailMessage:
    """Return the mail with the articles, the words before and after, and the note, if any."""
    model = apps.get_model(change["model"])
    named = {"kind": capfirst(model._meta.verbose_name), "name": change["name"]}
    thing = _("%(kind)s “%(name)s”") % named
    parts = [
        _("Dear %(name)s,") % {"name": reviewer.display_name},
        _(
            "%(thing)s was changed. It is edited apart from the articles that show it, so these"
            " articles, which you signed, have changed too:"
        )
        % {"thing": thing},
        "\n".join(f"- {article.title}: {full_page_url(article)}" for article in articles),
        _("Before:\n%(words)s") % {"words": change["before"] or _("(not shown)")},
        _("Now:\n%(words)s") % {"words": change["after"] or _("(not shown)")},
    ]
    if change["note"]:
        parts.append(_("Note:\n%(words)s") % {"words": change["note"]})
    if change["user"]:
        parts.append(_("Changed by: %(name)s") % {"name": change["user"]})
    parts.append(
        _(
            "Your signature still applies. If an article is no longer right with this change,"
            " please tell the clinic."
        )
    )
    subject = _("Changed after your review: %(thing)s") % {"thing": thing}
    return build_message(subject, "\n\n".join(parts), [address])
