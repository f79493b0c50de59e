"""The contents of a share image."""

import hashlib
import json
from dataclasses import dataclass

from articles.artwork import drawings
from articles.artwork.look import DEFAULT_LOOK, Look

# Part of every version. Raise it whenever the layout changes, since old files are cached for ever.
LAYOUT_VERSION = 3


@dataclass(frozen=True)
class Card:
    """The words and the plate of one share image. Two equal cards make the same file."""

    title: str
    category: str
    clinic: str
    slug: str
    shape: str = drawings.DEFAULT_SHAPE
    hue: str = drawings.DEFAULT_HUE
    look: Look = DEFAULT_LOOK

    @property
    def words(self) -> list[str]:
        """The fields without the look."""
        return [self.title, self.category, self.clinic, self.slug, self.shape, self.hue]

    @property
    def variant(self) -> int:
        """The variant of the plate, the same as on the page."""
        return drawings.variant_for_slug(self.slug)

    @property
    def version(self) -> str:
        """A hash that changes with everything the image shows."""
        colours = self.look.palette.light.colours
        shown = [LAYOUT_VERSION, drawings.VERSION, colours["paper"], colours["ink"], *self.words]
        if self.look.name:
            shown.append(self.look.name)
        if self.look.sign:
            shown.append(self.look.sign.version)
        if self.look.serif_files != DEFAULT_LOOK.serif_files:
            shown += self.look.serif_files
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:12]
