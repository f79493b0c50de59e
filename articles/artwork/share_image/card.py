"""What a share image shows."""

import hashlib
import json
from dataclasses import astuple, dataclass

from articles.artwork.plates import plates

# Part of every version. Raise it whenever the layout changes, since old files are cached for ever.
LAYOUT_VERSION = 1


@dataclass(frozen=True)
class Card:
    """The words and the plate of one share image. Two equal cards make the same file."""

    title: str
    category: str
    clinic: str
    slug: str
    shape: str = plates.DEFAULT_SHAPE
    hue: str = plates.DEFAULT_HUE

    @property
    def variant(self) -> int:
        """The number of the plate: the one that stands on the page itself."""
        return plates.variant_for_slug(self.slug)

    @property
    def version(self) -> str:
        """A name that changes with whatever the image shows."""
        facts = json.dumps([LAYOUT_VERSION, plates.VERSION, *astuple(self)])
        return hashlib.sha256(facts.encode()).hexdigest()[:12]
