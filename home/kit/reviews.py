"""Sign-offs, overrides and answered reviews of articles, and whether an article may be public.

A kit is no way around the gate: a public article without a signature of exactly this text becomes
a draft, and the report says so. With `trust`, the kit of one's own site is loaded as it was there.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from wagtail.models import Page

from articles.models import (
    ArticlePage,
    Clearance,
    PersonPage,
    ReviewComment,
    ReviewRequest,
    SignOff,
)
from articles.problems.body_reading import read_body
from articles.problems.claim_facts import NO_CLAIMS
from articles.problems.content_hash import compute_content_hash
from articles.problems.examination import find_problems
from articles.problems.problem import Severity
from articles.problems.required_content import check_required_content
from articles.publishing.review_status import is_sign_off_required
from articles.review.shared_content import read_shared_content
from articles.utils.dates import add_months
from home.kit.errors import Place
from home.kit.fields import FieldDecoder
from home.kit.page_building import BuiltPage
from home.kit.shared_content import decode_shared_content
from home.kit.signed_text import digest_signed_text
from home.kit.single_values import read_date
from home.kit.yaml_reading import Mapping, as_mapping, as_sequence, as_text

TEXT, SHOWN = "text", "shown"
REVIEW_KEYS = ("reviewer", "reviewed_on", "next_review_on", "changed_since_review")


class ReviewLoader:
    """Reads the records of articles, batch by batch."""

    def __init__(
        self,
        decoder: FieldDecoder,
        months: int,
        trust: bool,
        note: Callable[[str, str], None],
    ) -> None:
        self.decoder, self.names = decoder, decoder.names
        self.months, self.trust, self.note = months, trust, note
        self.required: bool | None = None

    def prepare(self, batch: list[BuiltPage]) -> None:
        """Read the records, and make drafts of articles that may not be public."""
        self.records: dict[int, _Records] = {}
        for built in batch:
            if isinstance(built.page, ArticlePage) and built.page.alias_of_id:
                _follow_original(built.page)
            elif isinstance(built.page, ArticlePage):
                records = _Records(built, self)
                self.records[built.page.pk] = records
                if built.page.live and not self.trust:
                    self._check(built, records)
                records.set_review(self.trust)

    def _check(self, built: BuiltPage, records: "_Records") -> None:
        page = built.page
        if self.required is None:
            self.required = is_sign_off_required(Page.objects.get(path=page.path[: -page.steplen]))
        if self.required and not records.is_signed:
            reason = _("nobody has signed this text")
        elif records.is_verified:
            return
        else:
            reason = " ".join(describe_problems(page))
        if reason:
            page.live, page.has_unpublished_changes = False, True
            page.last_published_at = None
            self.note(built.source.path, _("loaded as a draft: %s") % reason)

    def finish(self, batch: list[BuiltPage]) -> None:
        """Store the records, now that the versions exist."""
        sign_offs: list[SignOff] = []
        for records in self.records.values():
            sign_offs += records.sign_offs
            for row in records.sign_offs:
                if row.content_hash and row.content_hash == records.public_hash:
                    row.revision_id = records.page.live_revision_id
                is_public = row.content_hash == records.public_hash
                if is_public and row.shared_content is None and row.reviewer_id:
                    person = PersonPage.objects.get(pk=row.reviewer_id)
                    shown = read_shared_content(records.page, None, person)
                    row.shared_content = [part.as_json() for part in shown]
            Clearance.objects.bulk_create(records.overrides)
            for request, comments in records.requests:
                request.save(force_insert=True)
                ReviewComment.objects.bulk_create(
                    ReviewComment(request=request, **each) for each in comments
                )
        SignOff.objects.bulk_create(sign_offs)


class _Records:
    """The records of one article."""

    def __init__(self, built: BuiltPage, loader: ReviewLoader) -> None:
        self.page, self.fields, self.place = built.page, built.fields, built.source.place
        self.decoder, self.names, self.months = loader.decoder, loader.names, loader.months
        self.is_verified = False
        self.texts = [built.page, *(version.page for version in built.versions)]
        self._hashes: dict[int, tuple[str, str]] = {}
        self.sign_offs = [self._sign_off(*each) for each in self._items("sign_offs")]
        self.overrides = [self._override(*each) for each in self._items("overrides")]
        self.requests = [self._request(*each) for each in self._items("reviews")]
        has_records = bool(self.sign_offs or self.overrides)
        self.public_hash = self._digests(0)[1] if has_records else ""

    def _items(self, key: str) -> list[tuple[Mapping, Place]]:
        at = self.fields.place(key, self.place)
        items = as_sequence(self.fields.get(key), at).places(at)
        return [(as_mapping(item, where), where) for item, where in items]

    def _digests(self, number: int) -> tuple[str, str]:
        """Return the digest of a text in kits, and its hash in this database."""
        if number not in self._hashes:
            text = self.texts[number]
            self._hashes[number] = digest_signed_text(text, self.names), compute_content_hash(text)
        return self._hashes[number]

    def _content_hash(self, fields: Mapping, place: Place) -> str:
        """Return the hash of the text that a record is about.

        Without a digest it is the text beside it. One of an earlier text stays as it is.
        """
        if TEXT not in fields:
            return self._digests(0)[1]
        digest = as_text(fields[TEXT], fields.place(TEXT, place))
        for number in range(len(self.texts)):
            own, content_hash = self._digests(number)
            if own == digest:
                self.is_verified |= number == 0
                return content_hash
        return digest[:64]

    def _sign_off(self, fields: Mapping, place: Place) -> SignOff:
        entry = self.decoder.entry(SignOff, fields, place, "", (TEXT, SHOWN))
        row = SignOff(article_id=self.page.pk, **entry.values)
        row.content_hash = self._content_hash(fields, place)
        row.article_title = row.article_title or self.page.title
        row.months_until_next = row.months_until_next or self.months
        if not row.reviewer_name:
            person = row.reviewer_id and PersonPage.objects.filter(pk=row.reviewer_id).first()
            if not person:
                raise place.error(_("A sign-off needs a “reviewer”."))
            row.reviewer_name = person.display_name
        if SHOWN in fields:
            at = fields.place(SHOWN, place)
            row.shared_content = decode_shared_content(fields[SHOWN], self.names, at)
        return row

    def _override(self, fields: Mapping, place: Place) -> Clearance:
        entry = self.decoder.entry(Clearance, fields, place, "", (TEXT,))
        row = Clearance(article_id=self.page.pk, **entry.values)
        row.article_title = row.article_title or self.page.title
        row.content_hash = self._content_hash(fields, place)
        return row

    def _request(self, fields: Mapping, place: Place) -> tuple[ReviewRequest, list[dict]]:
        entry = self.decoder.entry(ReviewRequest, fields, place, "", ("comments",))
        row = ReviewRequest(article_id=self.page.pk, **entry.values)
        # The secret of a link is in no kit, and no link leads here.
        row.secret_hash = get_random_string(64)
        at = fields.place("comments", place)
        comments = [
            self.decoder.entry(ReviewComment, as_mapping(each, where), where, "").values
            for each, where in as_sequence(fields.get("comments"), at).places(at)
        ]
        return row, comments

    @property
    def is_signed(self) -> bool:
        """Return True if a record opens the gate for the public text."""
        signed = any(row.content_hash == self.public_hash for row in self.sign_offs)
        kinds = {row.kind for row in self.overrides if row.content_hash == self.public_hash}
        minor = Clearance.Kind.MINOR in kinds and bool(self.sign_offs)
        return bool(self.public_hash) and (signed or minor or Clearance.Kind.EXCEPTION in kinds)

    def set_review(self, trust: bool) -> None:
        """Set reviewer and dates from the newest sign-off of the text, or as the kit has them.

        What the kit says has to be true of one of its sign-offs.
        """
        page = self.page
        if not page.live:
            return
        numbered = sorted(enumerate(self.sign_offs), key=lambda each: (each[1].signed_at, each[0]))
        for _number, row in reversed(numbered):
            if row.content_hash == self.public_hash and row.reviewer_id:
                page.reviewer_id, page.reviewed_on = row.reviewer_id, _local_day(row.signed_at)
                page.next_review_on = add_months(page.reviewed_on, row.months_until_next)
                page.changed_since_review = False
                return
        place = self.fields.place("review", self.place)
        review = as_mapping(self.fields.get("review"), place)
        for key in review:
            if key not in REVIEW_KEYS:
                at = review.place(key, place)
                raise at.unknown(_("“%s” is unknown here.") % key, key, REVIEW_KEYS)
        if not review:
            return
        at = review.place("reviewer", place)
        name = as_text(review.get("reviewer"), at)
        # A date without a reviewer is left of a profile that was deleted.
        reviewer = self.names.pk(PersonPage, name, at) if name else None
        day = read_date(review.get("reviewed_on"), review.place("reviewed_on", place))
        known = {(row.reviewer_id, _local_day(row.signed_at)) for row in self.sign_offs}
        if not trust and (reviewer, day) not in known:
            raise at.error(_("No sign-off of this article has this reviewer and day."))
        page.reviewer_id, page.reviewed_on = reviewer, day
        if due := review.get("next_review_on"):
            page.next_review_on = read_date(due, review.place("next_review_on", place))
        changed = review.get("changed_since_review")
        page.changed_since_review = bool(getattr(changed, "value", False))


def _follow_original(alias: ArticlePage) -> None:
    """Give an alias the review of its original, and publish it only if that is public."""
    original = ArticlePage.objects.get(pk=alias.alias_of_id)
    for name in REVIEW_KEYS:
        setattr(alias, name, getattr(original, name))
    alias.live = alias.live and original.live


def describe_problems(article: ArticlePage) -> list[str]:
    """Return what would stop the article from being published, apart from signature and claims.

    Pages that were public are not taken down by rules for claims: `home.kit.claims` reports them.
    """
    reading = read_body(article.body)
    errors = [p for p in find_problems(article, reading, NO_CLAIMS) if p.severity == Severity.ERROR]
    issues = check_required_content(article)
    return [*(f"{e.where}: {e.what}" for e in errors), *(issue.message for issue in issues)]


def _local_day(moment: datetime) -> Any:
    return timezone.localdate(moment, timezone.get_default_timezone())
