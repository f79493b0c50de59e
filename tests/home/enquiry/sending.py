"""Filling in the form and sending it, as a browser would."""

import time
from typing import Any

from django.test import Client

from home.enquiry import guards
from home.models import EnquiryPage

HERE = {"HTTP_ORIGIN": "http://testserver"}
ANSWERS = {
    "full_name": "Rosa Marsh",
    "email_address": "rosa@example.org",
    "phone_number": "",
    "how_should_we_reply": "Email",
    "when_is_a_good_time_to_reach_you": "Any time",
    "i_agree_that_the_clinic_may_use_these_details_to_reply_to_me": "on",
}


def token(page: EnquiryPage, seconds_ago: float = 60) -> str:
    return guards.new_token(page.pk, time.time() - seconds_ago)


def send(client: Client, page: EnquiryPage, answers: Any = None, **extra: Any) -> Any:
    """Send the form as filled in by default, changed by `answers`, from the page itself."""
    data = ANSWERS | {guards.TOKEN: token(page), guards.TRAP: ""} | (answers or {})
    return client.post(f"{page.url}send/", data, **(HERE | extra))
