"""Fill in and send the enquiry form, as a browser would."""

import time
from typing import Any

from django.test import Client

from home.enquiry.models import EnquiryPage
from home.public_forms import guards

SAME_ORIGIN = {"HTTP_ORIGIN": "http://testserver"}
ANSWERS = {
    "full_name": "Rosa Marsh",
    "email_address": "rosa@example.org",
    "phone_number": "",
    "how_should_we_reply": "Email",
    "when_is_a_good_time_to_reach_you": "Any time",
    "i_agree_that_the_clinic_may_use_these_details_to_reply_to_me": "on",
}


def form_token(page: EnquiryPage, seconds_ago: float = 60) -> str:
    return guards.new_token(page.pk, time.time() - seconds_ago)


def post_enquiry(client: Client, page: EnquiryPage, answers: Any = None, **extra: Any) -> Any:
    """Send the form from its page, with the default answers updated by `answers`."""
    data = (
        ANSWERS
        | {guards.TOKEN_FIELD: form_token(page), guards.HONEYPOT_FIELD: ""}
        | (answers or {})
    )
    return client.post(f"{page.url}send/", data, **(SAME_ORIGIN | extra))
