"""The share image of a page as it is being written, for the preview beside its form."""

from dataclasses import astuple

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.artwork.share_image.card import Card
from articles.artwork.share_image.making import BusyError, get_or_draw

SALT = "share image of a draft"


def draft_url(card: Card) -> str:
    """Where the admin shows a card. Signed, so that nobody has others drawn."""
    return reverse(
        "editorial:share_image", args=[signing.dumps(astuple(card), salt=SALT, compress=True)]
    )


@require_safe
def draft_image(request: HttpRequest, signed: str) -> HttpResponse:
    try:
        card = Card(*signing.loads(signed, salt=SALT))
    except signing.BadSignature as error:
        raise Http404 from error
    try:
        file = get_or_draw(card)
    except BusyError:
        return HttpResponse(status=503, headers={"Retry-After": "10"})
    return HttpResponse(file, content_type="image/png")
