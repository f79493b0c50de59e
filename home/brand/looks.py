"""The names of looks, and what is kept on disk of them.

A look is named by a hash of its style sheet, so that and its drawings are cached for ever. They are
kept on disk, where they are found without the database, and after the look has changed, by pages
that caches elsewhere still have. A few digits of the name can be made by this site only, so that
names are not invented: a genuine one that is not on disk leads to the present look.
"""

import hashlib
from dataclasses import dataclass

from django.core.cache import caches
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from wagtail.models import Site

from articles.artwork.look import DEFAULT_LOOK, Look, provide_looks
from home.brand.models import Drawings, LookSettings
from home.brand.stylesheet import build_stylesheet, read_palette

HASH_LENGTH, PROOF_LENGTH = 10, 6
SALT = "home.brand.looks"
# Of a look that is only tried out.
TRIAL_SECONDS = 60 * 60


@dataclass(frozen=True)
class SiteLook:
    """A look as pages need it: what images show, and the address of the style sheet, if any."""

    artwork: Look = DEFAULT_LOOK
    stylesheet_url: str = ""
    stylesheet: str = ""


def build_site_look(look: LookSettings, *, is_trial: bool = False, scheme: str = "") -> SiteLook:
    """Return the look of settings, and keep it on disk.

    One that is only tried out is kept for an hour. With a scheme ("light" or "dark"), pages show
    that one whatever their reader prefers.
    """
    stylesheet = build_stylesheet(look, scheme)
    if not stylesheet:
        return SiteLook()
    name = name_of(stylesheet)
    is_new = caches["looks"].add(name, stylesheet, TRIAL_SECONDS if is_trial else None)
    if not is_new and not is_trial:
        caches["looks"].touch(name, None)  # it may have been tried out before
    artwork = Look(
        name=name,
        palette=read_palette(stylesheet),
        corners=look.corners,
        has_drawings=look.drawings == Drawings.DRAWN,
    )
    return SiteLook(artwork, reverse("look", args=[name]), stylesheet)


def name_of(stylesheet: str) -> str:
    digits = hashlib.sha256(stylesheet.encode()).hexdigest()[:HASH_LENGTH]
    return digits + _proof(digits)


def is_genuine(name: str) -> bool:
    """Return True for a name that this site has given once."""
    digits, proof = name[:HASH_LENGTH], name[HASH_LENGTH:]
    return constant_time_compare(proof, _proof(digits))


def _proof(digits: str) -> str:
    return salted_hmac(SALT, digits).hexdigest()[:PROOF_LENGTH]


def find_stylesheet(request: HttpRequest, name: str) -> tuple[str, str] | None:
    """Return the name and the text of a look's style sheet, or None for an invented name.

    A former one that is no longer on disk is replaced by the present one of the site.
    """
    if kept := caches["looks"].get(name):
        return name, kept
    if not is_genuine(name):
        return None
    looks = list(LookSettings.objects.order_by("pk"))
    for look in looks:
        found = build_site_look(look)
        if found.artwork.name == name:
            return name, found.stylesheet
    site = Site.find_for_request(request)
    for look in looks:
        present = build_site_look(look)
        if site and look.site_id == site.pk and present.stylesheet:
            return present.artwork.name, present.stylesheet
    return None


@provide_looks
def find_look(request: HttpRequest, name: str) -> Look | None:
    """Return the colours of a look, or of the present one of the site."""
    found = find_stylesheet(request, name)
    return Look(name=found[0], palette=read_palette(found[1])) if found else None
