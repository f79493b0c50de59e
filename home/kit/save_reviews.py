"""Write the records of an article: sign-offs, overrides, and reviews that were answered."""

from operator import attrgetter
from typing import Any

from articles.models import Clearance, ReviewRequest, SignOff
from articles.problems.content_hash import compute_content_hash
from home.kit.fields import FieldEncoder
from home.kit.names import Names
from home.kit.reviews import SHOWN, TEXT
from home.kit.shared_content import encode_shared_content
from home.kit.signed_text import digest_signed_text

# The relations of an article that are read here, for callers that read those of many articles.
RECORDS = ("sign_offs", "clearances", "review_requests__comments")


def is_closed(request: ReviewRequest) -> bool:
    return bool(request.answered_at or request.withdrawn_at)


def encode_reviews(article: Any, texts: list[Any], names: Names) -> dict[str, Any]:
    """Return the records of an article, and the review that it shows.

    Requests that are open stay behind: their links lead to the old site.
    """
    encoder = FieldEncoder(names, None)
    data: dict[str, Any] = {}
    sign_offs = sorted(article.sign_offs.all(), key=attrgetter("signed_at", "pk"))
    overrides = sorted(article.clearances.all(), key=attrgetter("given_at", "pk"))
    requests = [each for each in article.review_requests.all() if is_closed(each)]
    digests = _digests(texts, names) if sign_offs or overrides else {}
    if sign_offs:
        data["sign_offs"] = [_sign_off(row, encoder, digests, names) for row in sign_offs]
    if overrides:
        data["overrides"] = [_override(row, encoder, digests) for row in overrides]
    if reviews := [
        _request(row, encoder) for row in sorted(requests, key=attrgetter("made_at", "pk"))
    ]:
        data["reviews"] = reviews
    if article.live and (review := _review(article, names)):
        data["review"] = review
    return data


def _digests(texts: list[Any], names: Names) -> dict[str, str]:
    """Return the digests of the texts by their hashes in this database."""
    return {compute_content_hash(text): digest_signed_text(text, names) for text in texts}


def _sign_off(
    row: SignOff, encoder: FieldEncoder, digests: dict[str, str], names: Names
) -> dict[str, Any]:
    data = encoder.fields(row)
    data[TEXT] = digests.get(row.content_hash, row.content_hash)
    if row.shared_content is not None:
        data[SHOWN] = encode_shared_content(row.shared_content, names)
    return data


def _override(row: Clearance, encoder: FieldEncoder, digests: dict[str, str]) -> dict[str, Any]:
    return {**encoder.fields(row), TEXT: digests.get(row.content_hash, row.content_hash)}


def _request(row: ReviewRequest, encoder: FieldEncoder) -> dict[str, Any]:
    data = encoder.fields(row)
    if comments := [
        encoder.fields(each) for each in sorted(row.comments.all(), key=attrgetter("pk"))
    ]:
        data["comments"] = comments
    return data


def _review(article: Any, names: Names) -> dict[str, Any]:
    reviewer = article.reviewer_id and names.page_path(article.reviewer_id)
    data = {
        "reviewer": reviewer,
        "reviewed_on": article.reviewed_on,
        "next_review_on": article.next_review_on,
        "changed_since_review": article.changed_since_review,
    }
    return {name: value for name, value in data.items() if value}
