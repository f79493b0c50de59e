"""An enquiry as it was received, before it is stored in the database."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.crypto import salted_hmac

from home.enquiry.references import make_reference
from home.public_forms import guards

Fields = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class ReceivedEnquiry:
    """The submitted fields as text, with all that is needed to store them exactly once.

    `key` is the same for the same answers from the same copy of the page. The token alone would
    not do: two visitors may have the same cached copy.
    """

    page_id: int
    key: str
    received_at: datetime
    is_suspicious: bool
    fields: Fields

    @classmethod
    def from_request(cls, request: HttpRequest, page_id: int) -> Self:
        fields = tuple(
            (name, tuple(clean_text(value) for value in values))
            for name, values in request.POST.lists()
            if name not in guards.CONTROL_FIELDS
        )
        token = request.POST.get(guards.TOKEN_FIELD, "")
        content = json.dumps([page_id, token, sorted(fields)])
        return cls(
            page_id=page_id,
            key=salted_hmac("home.enquiry.key", content, algorithm="sha256").hexdigest(),
            received_at=timezone.now(),
            is_suspicious=guards.is_suspicious(request),
            fields=fields,
        )

    @property
    def reference(self) -> str:
        return make_reference(self.key)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        values = json.loads(text)
        values["fields"] = tuple((name, tuple(texts)) for name, texts in values["fields"])
        values["received_at"] = datetime.fromisoformat(values["received_at"])
        return cls(**values)

    def to_json(self) -> str:
        return json.dumps(vars(self) | {"received_at": self.received_at.isoformat()})

    def post_data(self) -> QueryDict:
        """Return the fields as a form expects them."""
        data = QueryDict(mutable=True)
        for name, values in self.fields:
            data.setlist(name, list(values))
        return data

    def raw_answers(self) -> dict[str, Any]:
        """Return what was written, for a form that is not valid."""
        return {
            name: values[0] if len(values) == 1 else list(values) for name, values in self.fields
        }


def clean_text(value: str) -> str:
    """Return a text as databases can store it, with the same line breaks from every form."""
    return value.replace("\x00", "").replace("\r\n", "\n")
