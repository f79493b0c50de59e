"""The sign-offs and overrides that apply to the current text of an article."""

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
from articles.problems.body_reading import BodyReading
from articles.problems.content_hash import compute_content_hash
from articles.publishing.signing import Submission, can_be_signed, get_submission


class ReviewRecord(NamedTuple):
    """A sign-off, with an empty `kind`, or an override (`Clearance`) of that kind."""

    content_hash: str
    kind: str
    name: str
    reason: str
    when: datetime

    @property
    def params(self) -> dict[str, str]:
        """Parameters of a sentence about the record."""
        day = date_format(timezone.localtime(self.when), "DATE_FORMAT")
        return {"name": self.name, "day": day, "reason": self.reason}


@dataclass(frozen=True)
class ReviewStatus:
    """The records of one text and the sign-offs of all versions, both newest first.

    `required` is True if the site requires a sign-off and the workflow can give one. `submission`
    is the workflow that the article is in. Neither is read for a text that is signed.
    """

    required: bool = True
    submission: Submission | None = None
    records: list[ReviewRecord] = field(default_factory=list)
    sign_offs: list[ReviewRecord] = field(default_factory=list)

    def find_record(self, kind: str) -> ReviewRecord | None:
        return next((record for record in self.records if record.kind == kind), None)

    def with_overrides(self, kinds: Iterable[str]) -> "ReviewStatus":
        """Return the status as it would be with overrides of these kinds."""
        new = [ReviewRecord("", kind, "", "", timezone.now()) for kind in kinds]
        return replace(self, records=[*new, *self.records])

    @property
    def has_exception(self) -> bool:
        """A superuser published this text despite its problems."""
        return self.find_record(Clearance.Kind.EXCEPTION) is not None

    @property
    def was_ever_signed(self) -> bool:
        """Any version of the article was signed."""
        return bool(self.sign_offs)

    @property
    def is_signed(self) -> bool:
        """This text was signed, or is a minor change of a version that was."""
        minor = self.was_ever_signed and self.find_record(Clearance.Kind.MINOR) is not None
        return minor or self.find_record("") is not None

    @property
    def may_publish(self) -> bool:
        return not self.required or self.is_signed or self.has_exception

    @property
    def description(self) -> str:
        """The status in a sentence for editors."""
        if signed := self.find_record(""):
            return _("%(name)s signed this text on %(day)s.") % signed.params
        if exception := self.find_record(Clearance.Kind.EXCEPTION):
            return (
                _("%(name)s published this text as an exception on %(day)s: “%(reason)s”")
                % exception.params
            )
        if self.is_signed and (minor := self.find_record(Clearance.Kind.MINOR)):
            return _("Minor change since the sign-off: “%(reason)s”") % minor.params
        if self.was_ever_signed:
            return _("Changed since %(name)s signed it on %(day)s.") % self.sign_offs[0].params
        return _("This text is not signed yet.")


def get_review_status(
    article: ArticlePage, parent: Page | None = None, *, reading: BodyReading | None = None
) -> ReviewStatus:
    """Return the review status of the article's text.

    `parent` is the parent of a new article; `reading` is the reading of the body, if the caller
    has one. One query for the records, and one for the setting if the text is not signed.
    """
    records = _load_records(article)
    digest = compute_content_hash(article, reading) if records else ""
    status = ReviewStatus(
        records=[record for record in records if record.content_hash == digest],
        sign_offs=[record for record in records if not record.kind],
    )
    if status.may_publish:
        return status
    if not is_sign_off_required(parent or article):
        return replace(status, required=False)
    return replace(status, submission=get_submission(article))


def is_sign_off_required(page: Page) -> bool:
    """Return True if the page's site requires sign-offs and the page's workflow can give one.

    The setting is True without a site or settings. Three queries at most.
    """
    settings = EditorialSettings.objects.filter(site=get_site_id(page))
    is_wanted = settings.values_list("sign_off_required", flat=True).first() is not False
    return is_wanted and can_be_signed(page)


def get_site_id(page: Page) -> int | None:
    parts = page.get_url_parts()
    return parts and parts[0]


def _load_records(article: ArticlePage) -> list[ReviewRecord]:
    if article.pk is None:
        return []
    signed = SignOff.objects.filter(article=article.pk).order_by()
    overrides = Clearance.objects.filter(article=article.pk).order_by()
    empty = Value("", output_field=CharField())
    rows = signed.values_list("content_hash", empty, "reviewer_name", empty, "signed_at").union(
        overrides.values_list("content_hash", "kind", "user_name", "reason", "given_at"), all=True
    )
    return sorted(
        (ReviewRecord(*row) for row in rows), key=lambda record: record.when, reverse=True
    )
