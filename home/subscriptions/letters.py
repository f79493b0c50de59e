"""Letters before they are sent: which articles wait, and what a letter says."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from articles.models import ArticleChange, ArticlePage
from articles.models.site_roots import full_page_url, get_site_roots
from home.delivery.visibility import public_page_url
from home.subscriptions.models import Delivery, Letter, LetterItem, Subscriber
from home.subscriptions.topics import get_topic_ids

# Older articles and corrections are no news.
WAITING_PERIOD = timedelta(days=90)
BATCH = 500


@dataclass(frozen=True)
class Waiting:
    """An article that no letter was sent about: a new one, or one with a correction."""

    article: ArticlePage
    change: ArticleChange | None = None

    @property
    def key(self) -> str:
        """The value of its checkbox."""
        return f"{self.article.pk}-{self.change.pk if self.change else 0}"


def find_waiting(site: Site) -> list[Waiting]:
    """Return the new and the corrected articles of a site that no letter was sent about."""
    since = timezone.now() - WAITING_PERIOD
    done = LetterItem.objects.filter(letter__site=site, letter__started_at__isnull=False)
    articles = _public_articles(site)
    new = articles.filter(first_published_at__gte=since).exclude(
        pk__in=done.filter(change=None).values("article")
    )
    corrections = (
        ArticleChange.objects.filter(
            kind=ArticleChange.Kind.CORRECTION,
            day__gte=timezone.localdate(since),
            page__in=articles.order_by().values("pk"),
        )
        .exclude(pk__in=done.exclude(change=None).values("change"))
        .select_related("page")
        .order_by("-day", "-pk")
    )
    found = [Waiting(page) for page in new.order_by("-first_published_at", "-pk")]
    found += [Waiting(change.page, change) for change in corrections]
    return [each for each in found if public_page_url(each.article)]


def _public_articles(site: Site) -> QuerySet[ArticlePage]:
    below = ArticlePage.objects.descendant_of(site.root_page).visible()
    # Of another site whose home page is below this one's.
    for root in get_site_roots():
        if root.path != site.root_page.path and root.path.startswith(site.root_page.path):
            below = below.exclude(path__startswith=root.path)
    plain = below.select_related("category").prefetch_related(None).defer_streamfields()
    return plain.filter(alias_of__isnull=True)


@transaction.atomic
def create_letter(site: Site, chosen: Iterable[Waiting]) -> Letter:
    """Create a letter about these articles, which is not sent yet."""
    chosen = list(chosen)
    letter = Letter.objects.create(site=site, subject=suggest_subject(chosen))
    for each in chosen:
        LetterItem.objects.create(letter=letter, article=each.article, change=each.change)
    return letter


def suggest_subject(chosen: list[Waiting]) -> str:
    first = chosen[0]
    if len(chosen) == 1:
        pattern = _("Corrected: %(title)s") if first.change else "%(title)s"
        return (pattern % {"title": first.article.title})[:120]
    more = len(chosen) - 1
    text = ngettext("%(title)s, and %(more)d more", "%(title)s, and %(more)d more", more)
    return text % {"title": first.article.title[:90], "more": more}


def build_content(letter: Letter) -> list[dict[str, Any]]:
    """Return what the articles of a letter say now, without those that are not public any more."""
    items = list(letter.items.select_related("article", "change").order_by("pk"))
    items = [each for each in items if public_page_url(each.article)]
    topics = get_topic_ids({each.article_id: each.article for each in items}.values())
    return [
        {
            "article": each.article_id,
            "title": each.article.title,
            "summary": each.article.summary,
            "correction": each.change.text if each.change else "",
            "url": full_page_url(each.article),
            "topics": sorted(topics[each.article_id]),
        }
        for each in items
    ]


def digest(letter: Letter, content: list[dict[str, Any]]) -> str:
    """Return a digest of what a publisher sees in the preview."""
    said = [letter.subject, letter.introduction, content]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def choose_content(
    content: list[dict[str, Any]], all_topics: bool, topics: set[int]
) -> list[dict[str, Any]]:
    """Return the articles for a subscriber to all topics or to these categories."""
    return [each for each in content if all_topics or topics.intersection(each["topics"])]


def find_recipients(site: Site, content: list[dict[str, Any]]) -> QuerySet[Subscriber]:
    """Return the subscribers who get one of these articles."""
    if not content:
        return Subscriber.objects.none()
    topics = set().union(*(each["topics"] for each in content))
    wanted = Q(all_topics=True) | Q(topics__in=topics)
    return Subscriber.objects.filter(wanted, site=site).distinct()


@transaction.atomic
def start(letter: Letter, content: list[dict[str, Any]], user: Any) -> bool:
    """Store what the letter says and a row for each recipient, from which it is sent.

    Return False if somebody else has started it.
    """
    now = timezone.now()
    if not Letter.objects.filter(pk=letter.pk, started_at=None).update(
        started_at=now, content=content, sent_by=user
    ):
        return False
    number = 0
    ids = find_recipients(letter.site, content).order_by("pk").values_list("pk", flat=True)
    batch: list[Delivery] = []
    for pk in ids.iterator(BATCH):
        batch.append(Delivery(letter=letter, subscriber_id=pk))
        number += 1
        if len(batch) == BATCH:
            Delivery.objects.bulk_create(batch)
            batch = []
    Delivery.objects.bulk_create(batch)
    finished = None if number else now
    Letter.objects.filter(pk=letter.pk).update(recipients=number, finished_at=finished)
    letter.refresh_from_db()
    return True
