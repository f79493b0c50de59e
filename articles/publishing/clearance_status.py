"""What is on record for the text of an article: whether it was signed, or let pass without."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from django.db.models import CharField, Value
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page

from articles.models import ArticlePage, Clearance, EditorialSettings, SignOff
from articles.problems.content_hash import compute_content_hash


class ReviewRecord(NamedTuple):
    """A sign-off, of which `kind` is empty, or a clearance of that kind with its reason."""

    content_hash: str
    kind: str
    name: str
    reason: str
    when: datetime

    @property
    def day(self) -> str:
        return date_format(timezone.localtime(self.when), "DATE_FORMAT")


@dataclass(frozen=True)
class ReviewStatus:
    """The records of one text, newest first, and the sign-offs of all its versions.

    `required` says whether the site publishes only what is signed. It is not looked up for a text
    that is.
    """

    required: bool = True
    records: list[ReviewRecord] = field(default_factory=list)
    sign_offs: list[ReviewRecord] = field(default_factory=list)

    def find_record(self, kind: str) -> ReviewRecord | None:
        return next((record for record in self.records if record.kind == kind), None)

    def with_overrides(self, kinds: Iterable[str]) -> "ReviewStatus":
        """The same as it would be with clearances of these kinds."""
        new = [ReviewRecord("", kind, "", "", timezone.now()) for kind in kinds]
        return replace(self, records=[*new, *self.records])

    @property
    def has_exception(self) -> bool:
        """A superuser lets this text pass whatever is wrong with it."""
        return self.find_record(Clearance.Kind.EXCEPTION) is not None

    @property
    def was_ever_signed(self) -> bool:
        """Some version of the article, not necessarily this one."""
        return bool(self.sign_offs)

    @property
    def is_signed(self) -> bool:
        """Signed, or changed so little since it once was that nobody has to sign again."""
        minor = self.was_ever_signed and self.find_record(Clearance.Kind.MINOR) is not None
        return minor or self.find_record("") is not None

    @property
    def may_publish(self) -> bool:
        """Nobody has to sign, or somebody has, or answers for it in spite of that."""
        return not self.required or self.is_signed or self.has_exception

    @property
    def description(self) -> str:
        """All of it in a sentence, for whoever writes the article."""
        if signed := self.find_record(""):
            return _("This text was signed by %(name)s on %(day)s.") % _record_params(signed)
        if exception := self.find_record(Clearance.Kind.EXCEPTION):
            return _("%(name)s let this text pass as an exception on %(day)s: “%(reason)s”") % (
                _record_params(exception)
            )
        if self.is_signed and (minor := self.find_record(Clearance.Kind.MINOR)):
            return _("Changed a little since it was signed: “%(reason)s”") % _record_params(minor)
        if self.was_ever_signed:
            return _("Changed since %(name)s signed it on %(day)s.") % _record_params(
                self.sign_offs[0]
            )
        return _("Nobody has signed this text yet.")


def get_review_status(article: ArticlePage, parent: Page | None = None) -> ReviewStatus:
    """One query for the records of an article; if there are any, one for its sources; and if they
    do not do, one for what the site requires.

    `parent` is where an article will stand that is not in the tree yet.
    """
    records = _load_records(article)
    digest = compute_content_hash(article) if records else ""
    status = ReviewStatus(
        records=[record for record in records if record.content_hash == digest],
        sign_offs=[record for record in records if not record.kind],
    )
    if status.may_publish:
        return status
    return replace(status, required=is_sign_off_required(parent or article))


def is_sign_off_required(page: Page) -> bool:
    """Whether the page's site publishes only what is signed; yes where nobody says otherwise."""
    answer = EditorialSettings.objects.filter(site_id=get_site_id(page))
    return answer.values_list("sign_off_required", flat=True).first() is not False


def get_site_id(page: Page) -> int | None:
    """The site a page belongs to, if to any."""
    parts = page.get_url_parts()
    return parts and parts[0]


def _load_records(article: ArticlePage) -> list[ReviewRecord]:
    if article.pk is None:
        return []
    signed = SignOff.objects.filter(article=article.pk).order_by()
    cleared = Clearance.objects.filter(article=article.pk).order_by()
    nothing = Value("", output_field=CharField())
    rows = signed.values_list("content_hash", nothing, "reviewer_name", nothing, "signed_at").union(
        cleared.values_list("content_hash", "kind", "user_name", "reason", "given_at"), all=True
    )
    return sorted(
        (ReviewRecord(*row) for row in rows), key=lambda record: record.when, reverse=True
    )


def _record_params(record: ReviewRecord) -> dict[str, str]:
    return {"name": record.name, "day": record.day, "reason": record.reason}
