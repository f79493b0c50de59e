"""The share image of a draft, for the preview beside its form."""

from dataclasses import replace

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.artwork.look import complete_look, find_look
from articles.artwork.share_image.card import Card
from articles.artwork.share_image.drawing import get_or_draw

SALT = "share image of a draft"


def draft_url(card: Card) -> str:
    """Return the admin address of a card, signed so that no other cards can be requested."""
    signed = signing.dumps([*card.words, card.look.name], salt=SALT, compress=True)
    return reverse("editorial:share_image", args=[signed])


@require_safe
def draft_image(request: HttpRequest, signed: str) -> HttpResponse:
    try:
        *words, look_name = signing.loads(signed, salt=SALT)
    except signing.BadSignature as error:
        raise Http404 from error
    look = find_look(request, look_name)
    if look is None:
        raise Http404
    card = replace(Card(*words), look=complete_look(request, look))
    return HttpResponse(get_or_draw(card), content_type="image/png")
