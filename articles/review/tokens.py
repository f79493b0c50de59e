"""Review links: addresses that let one person answer one request, and nothing else.

A link holds the request's number and a secret, signed with the site's key. The database keeps only
a hash of the secret, so neither a copy of it nor the key alone makes a link. A secret of 24 random
bytes is not found by trying, so attempts need no limit.
"""

import hashlib
import secrets
from urllib.parse import urljoin

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from articles.models import ReviewRequest


def generate_secret() -> str:
    return secrets.token_urlsafe(24)


def hash_secret(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def build_link(asked: ReviewRequest, secret: str) -> str:
    """The whole address at the site's public address, for mails and for copying."""
    path = reverse("articles:review", args=[_signer().sign(f"{asked.pk}.{secret}")])
    return urljoin(settings.WAGTAILADMIN_BASE_URL, path)


def get_request_by_token(token: str) -> ReviewRequest | None:
    """The request a link is for; None if it is no longer known.

    Raises `BadSignature` for what this site never signed.
    """
    number, _dot, secret = _signer().unsign(token).partition(".")
    if not number.isdecimal():
        raise BadSignature
    asked = (
        ReviewRequest.objects.filter(pk=number)
        .select_related("article", "reviewer", "revision", "task_state")
        .first()
    )
    return (
        asked if asked and constant_time_compare(asked.secret_hash, hash_secret(secret)) else None
    )


def _signer() -> Signer:
    return Signer(salt="articles.review")
