"""Who gets articles by email, what was sent, and the counts that remain."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from articles.models import ArticleChange, ArticlePage, CategoryIndexPage
from articles.models.fields import optional_foreign_key
from articles.utils.dates import start_of_week


class Topics(models.Model):
    """What somebody gets: all articles of a site, or those of some categories.

    If all of these categories are deleted, there is nothing to send any more.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(max_length=254)
    all_topics = models.BooleanField(default=True)
    topics = models.ManyToManyField(CategoryIndexPage, related_name="+")

    # Otherwise the usage of a category would list subscribers.
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["site", "email"], name="unique_%(class)s_of_site")
        ]

    def __str__(self) -> str:
        """Return a name without the address, for logs and the admin."""
        return f"{self._meta.verbose_name} {self.pk}"


class SubscriptionRequest(Topics):
    """An address that somebody typed, which is not known to be theirs.

    It gets nothing but a mail with a link. `mails` counts these, so that nobody is bothered by a
    stranger who types an address again and again.
    """

    requested_at = models.DateTimeField(default=timezone.now)
    is_mail_due = models.BooleanField(default=True)
    mailed_at = models.DateTimeField(null=True)
    mails = models.PositiveSmallIntegerField(default=0)

    class Meta(Topics.Meta):
        verbose_name = _("request to subscribe")


class Subscriber(Topics):
    """An address that was confirmed. The row is deleted when its owner leaves."""

    confirmed_at = models.DateTimeField(default=timezone.now)
    # Letters in a row that the mail server has refused for good.
    refusals = models.PositiveSmallIntegerField(default=0)

    class Meta(Topics.Meta):
        verbose_name = _("subscriber")


class Letter(models.Model):
    """New and corrected articles that a publisher sends to subscribers, at once."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+", editable=False)
    subject = models.CharField(_("subject"), max_length=120)
    introduction = models.TextField(
        _("introduction"),
        blank=True,
        max_length=1000,
        help_text=_("One or two sentences above the articles. May be empty."),
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    started_at = models.DateTimeField(_("sent"), null=True, editable=False)
    # The user is kept as a name too, because accounts are deleted.
    sent_by = optional_foreign_key(settings.AUTH_USER_MODEL, editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)
    is_paused = models.BooleanField(default=False, editable=False)
    # The mail server is away: not before this time again.
    retry_at = models.DateTimeField(null=True, editable=False)
    # What the articles said when the letter was started, the same for every subscriber.
    content = models.JSONField(default=list, editable=False)
    # Sums, which stay when the rows of the recipients are deleted.
    recipients = models.PositiveIntegerField(default=0, editable=False)
    sent = models.PositiveIntegerField(default=0, editable=False)
    refused = models.PositiveIntegerField(default=0, editable=False)
    failed = models.PositiveIntegerField(default=0, editable=False)
    unsure = models.PositiveIntegerField(default=0, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("letter to readers")
        verbose_name_plural = _("letters to readers")
        default_permissions = ()
        permissions = [("send_letter", "Can send letters to readers")]
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_started(self) -> bool:
        return self.started_at is not None

    @property
    def is_under_way(self) -> bool:
        return self.is_started and self.finished_at is None

    @property
    def done(self) -> int:
        return self.sent + self.refused + self.failed + self.unsure


class LetterItem(models.Model):
    """An article of a letter: a new one, or one with a correction."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="items")
    article = models.ForeignKey(ArticlePage, on_delete=models.CASCADE, related_name="+")
    change = models.ForeignKey(ArticleChange, null=True, on_delete=models.CASCADE, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.article)


class Delivery(models.Model):
    """A letter to one subscriber. Claimed before it is sent, so that it is never sent twice."""

    class State(models.TextChoices):
        WAITING = "waiting"
        # Given to the mail server, or the process ended meanwhile.
        CLAIMED = "claimed"
        SENT = "sent"
        REFUSED = "refused"
        FAILED = "failed"
        # The connection broke before the mail server answered, so it may have arrived.
        UNSURE = "unsure"

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="deliveries")
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["letter", "subscriber"], name="one_letter_each")
        ]
        indexes = [models.Index(fields=["letter", "state"]), models.Index(fields=["tried_at"])]

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.subscriber_id}"


class SubscriptionCount(models.Model):
    """How many joined and left in a week: all that remains of those who left."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    week = models.DateField()
    joined = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)
    # Deleted because their mailboxes refused several letters.
    bounced = models.PositiveIntegerField(default=0)
    # Deleted because nobody confirmed them.
    unconfirmed = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        ordering = ["-week"]
        constraints = [
            models.UniqueConstraint(fields=["site", "week"], name="one_count_of_week_and_site")
        ]

    def __str__(self) -> str:
        return f"{self.site_id}: {self.week}"


def count_subscriptions(site_id: int, what: str, number: int = 1) -> None:
    """Add to one of the counts of this week."""
    week = start_of_week(timezone.localdate())
    count, _is_new = SubscriptionCount.objects.get_or_create(site_id=site_id, week=week)
    SubscriptionCount.objects.filter(pk=count.pk).update(**{what: F(what) + number})
