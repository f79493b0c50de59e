"""Store an enquiry in the database, exactly once."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import transaction

from home.enquiry.confirmations import is_wanted
from home.enquiry.received import ReceivedEnquiry


def store(page: Any, received: ReceivedEnquiry, *, stored_at: datetime | None = None) -> bool:
    """Store an enquiry of an `EnquiryPage` and return True, or False if it is stored already.

    One whose answers are not valid is stored as it was written, and marked. `stored_at` is the
    time of storing if that is later than the visitor sent it.
    """
    submissions = apps.get_model("home.EnquirySubmission").objects  # avoids a circular import
    form = page.get_form(received.post_data(), page=page)
    is_valid = form.is_valid()
    values = {
        "page_id": page.pk,
        "form_data": form.cleaned_data if is_valid else received.raw_answers(),
        "is_incomplete": not is_valid,
        "is_suspicious": received.is_suspicious,
        "stored_at": stored_at,
        "awaits_confirmation": is_valid
        and is_wanted(page, form.cleaned_data, is_suspicious=received.is_suspicious),
    }
    with transaction.atomic():
        enquiry, is_new = submissions.get_or_create(key=received.key, defaults=values)
        if is_new and stored_at:  # Django sets the time of creation
            submissions.filter(pk=enquiry.pk).update(submit_time=received.received_at)
    return is_new


def is_stored(received: ReceivedEnquiry) -> bool:
    submissions = apps.get_model("home.EnquirySubmission").objects  # avoids a circular import
    return submissions.filter(key=received.key).exists()
