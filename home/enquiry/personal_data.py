"""Find, export and erase what visitors have sent, of one person.

That is enquiries, subscriptions and words about articles, by email address or phone number.
"""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from articles.utils.spreadsheet import spreadsheet_cell
from home.audit.log import record
from home.audit.models import Event
from home.enquiry.admin import ERASE_ACTION, EXPORT_ACTION
from home.enquiry.models import EnquiryPage, EnquirySubmission
from home.enquiry.received import ReceivedEnquiry
from home.enquiry.spool import Spool, UnreadableError
from home.feedback.models import FeedbackWords
from home.feedback.personal import describe_words, erase_words, find_words
from home.subscriptions.personal import (
    Subscription,
    describe_subscriptions,
    erase_subscriptions,
    find_subscriptions,
    log_subscriptions,
)

MIN_PHONE_DIGITS = 7
# On one line: the next line is another answer.
PHONE_NUMBER = re.compile(r"\+?\(?\d(?:[ \t\xa0()./-]*\d)+")


@dataclass(frozen=True)
class Address:
    """An email address in lower case, or the significant digits of a phone number."""

    email: str = ""
    digits: str = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the address. Raise `ValidationError` for a text that is none."""
        text = text.strip()
        if "@" in text:
            validate_email(text)
            return cls(email=text.casefold())
        digits = significant_digits(text)
        if len(digits) < MIN_PHONE_DIGITS or not PHONE_NUMBER.fullmatch(text):
            raise ValidationError(_("Enter a whole email address or phone number"))
        return cls(digits=digits)

    def is_in(self, text: str) -> bool:
        """Return True if the text contains this address, in any spelling."""
        if self.email:
            pattern = rf"(?<![\w.+-]){re.escape(self.email)}(?![\w-]|\.\w)"
            return re.search(pattern, text.casefold()) is not None
        return any(map(self.is_number, PHONE_NUMBER.findall(text)))

    def is_number(self, text: str) -> bool:
        """Return True for the same number, with or without the code of the country."""
        digits = significant_digits(text)
        shorter, longer = sorted((digits, self.digits), key=len)
        return len(shorter) >= MIN_PHONE_DIGITS and longer.endswith(shorter)


def significant_digits(number: str) -> str:
    """Return the digits without the zeros that replace or follow the code of the country."""
    number = re.sub(r"(?<=\d)\s*\(0\)", "", number)
    return re.sub(r"\D", "", number).lstrip("0")


@dataclass
class PersonalData:
    """The enquiries, subscriptions and words in which an address was found."""

    address: Address
    enquiries: list[EnquirySubmission] = field(default_factory=list)
    # Not in the database yet.
    spooled: list[ReceivedEnquiry] = field(default_factory=list)
    # Written with another secret key, so nobody can tell whose they are.
    unreadable: int = 0
    subscriptions: list[Subscription] = field(default_factory=list)
    words: list[FeedbackWords] = field(default_factory=list)

    @property
    def number(self) -> int:
        others = len(self.subscriptions) + len(self.words)
        return len(self.enquiries) + len(self.spooled) + others

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield page, time and answers of each enquiry, and alike of what else was found."""
        pages = {page.pk: page for page in EnquiryPage.objects.all()}
        for enquiry in self.enquiries:
            page = pages[enquiry.page_id]
            answers = enquiry.get_answers()
            yield make_row(page, enquiry.submit_time, answers)
        for received in self.spooled:
            answers = received.raw_answers()
            yield make_row(pages.get(received.page_id), received.received_at, answers)
        yield from describe_subscriptions(self.subscriptions)
        yield from describe_words(self.words)

    def to_json(self) -> str:
        return json.dumps(list(self.rows()), indent=2, ensure_ascii=False, cls=DjangoJSONEncoder)

    def to_csv(self) -> str:
        """Return a line for each answer, because pages ask different questions."""
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow([_("Page"), _("Received"), _("Question"), _("Answer")])
        for row in self.rows():
            for question, answer in row["answers"].items():
                answer = ", ".join(answer) if isinstance(answer, list) else answer
                cells = (row["page"], row["received"].isoformat(), question, answer)
                writer.writerow([spreadsheet_cell(cell) for cell in cells])
        return text.getvalue()

    def log_export(self, user: Any = None) -> None:
        for page, number in self._numbers():
            record(Event.ENQUIRIES_EXPORTED, target=page, details=str(number))
            log(page, EXPORT_ACTION, user=user, data={"count": number})
        log_subscriptions(Event.SUBSCRIBERS_EXPORTED, self.subscriptions)
        self._log_words(Event.ENQUIRIES_EXPORTED)

    def erase(self, user: Any = None) -> int:
        """Delete them all and return their number. The address is not logged.

        Files are deleted first, so that none is stored after the database was searched for its key.
        """
        keys = {each.key for each in self.enquiries} | {each.key for each in self.spooled}
        for key in keys:
            Spool.of_this_site().find(key).remove()
        with transaction.atomic():
            for page, number in self._numbers():
                record(Event.ENQUIRIES_DELETED, target=page, details=str(number))
                log(page, ERASE_ACTION, user=user, data={"count": number})
            EnquirySubmission.objects.filter(key__in=keys).delete()
            erase_subscriptions(self.subscriptions)
            self._log_words(Event.ENQUIRIES_DELETED)
            erase_words(self.words)
        return self.number

    def log_reading(self) -> None:
        if number := len(self.enquiries) + len(self.spooled) + len(self.words):
            record(Event.ENQUIRIES_READ, details=str(number))
        log_subscriptions(Event.SUBSCRIBERS_READ, self.subscriptions)

    def _log_words(self, event: Event) -> None:
        for title, number in Counter(each.article.title for each in self.words).items():
            record(event, target=title, details=str(number))

    def _numbers(self) -> Iterator[tuple[EnquiryPage, int]]:
        numbers = Counter(enquiry.page_id for enquiry in self.enquiries)
        numbers.update(received.page_id for received in self.spooled)
        for page in EnquiryPage.objects.filter(pk__in=numbers).order_by("pk"):
            yield page, numbers[page.pk]


def make_row(
    page: EnquiryPage | None, received: datetime, answers: dict[str, Any]
) -> dict[str, Any]:
    labels = dict(page.get_data_fields()) if page else {}
    return {
        "page": page.title if page else "",
        "received": received,
        "answers": {str(labels.get(name, name)): value for name, value in answers.items()},
    }


def find_personal_data(address: Address) -> PersonalData:
    """Return everything that contains the address: of all pages, and also of those on disk.

    The disk comes first, because an enquiry may move from there to the database meanwhile.
    """
    found = PersonalData(address)
    for spooled in Spool.of_this_site().enquiries():
        try:
            received = spooled.read()
        except UnreadableError:
            found.unreadable += 1
            continue
        if received and address.is_in(join_texts(received.raw_answers().values())):
            found.spooled.append(received)
    for enquiry in EnquirySubmission.objects.order_by("submit_time").iterator(500):
        if address.is_in(join_texts(enquiry.form_data.values())):
            found.enquiries.append(enquiry)
    found.subscriptions = find_subscriptions(address.email)
    found.words = find_words(address.is_in)
    stored = {enquiry.key for enquiry in found.enquiries}
    found.spooled = [received for received in found.spooled if received.key not in stored]
    return found


def join_texts(values: Any) -> str:
    """Return all answers on lines of their own, so that none runs into the next."""
    return "\n".join(
        text
        for value in values
        for text in (value if isinstance(value, list) else [value])
        if isinstance(text, str)
    )
