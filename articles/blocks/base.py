"""Base classes of bodies and of the blocks in them."""

import threading
from typing import Any

from django.utils.text import slugify
from wagtail import blocks

_validation_lock = threading.RLock()


class ContentBlockMixin:
    """Mixin for the blocks of a body, with everything the rest of the site needs to know of them.

    Outline, feeds, Markdown, reports and checks know no block by name. A new kind of block sets
    these attributes and overrides these methods.
    """

    in_contents = True  # the heading is a line of "On this page"
    is_opening = False  # part of the opening of an article, before the pyramid of evidence
    is_numbered = False  # counted among its kind: "Figure 1"
    is_prose = True  # the text counts in the number of words and the reading grade
    is_call_to_action = False  # the value is the id of a call to action
    is_reference_list = False  # lists the references, so the page adds no list at the end
    lists_corrections = False  # lists the corrections of all articles, which the page provides
    lists_pages_of = ""  # fills itself with all pages of this type, such as "home.PlacePage"
    stylesheets: tuple[str, ...] = ("css/blocks.css",)  # of pages that have the block
    picture_use = "figure"  # how the pictures are cropped: see `home.images.sizes`
    has_testimonials = False  # quotes patients, which some countries forbid
    lists_ways = False  # lists the ways to treat a condition
    plain_template = ""  # for feeds and Markdown; the public template if empty

    def get_heading(self, value: Any) -> str:
        """Return the heading, or an empty string."""
        has_heading = "heading" in getattr(self, "child_blocks", ())
        return (value.get("heading") or "").strip() if has_heading else ""

    def get_anchor(self, value: Any) -> str:
        """Return the anchor, which the outline makes unique in the page.

        It is built from the heading: a link to a section survives a change of order.
        """
        return slugify(self.get_heading(value)) or self.name.replace("_", "-")  # type: ignore[attr-defined]

    def get_statement_items(self, value: Any) -> list:
        """Return the findings about single sources, as bound `StatementBlock`s with their ids."""
        return []

    def get_statements(self, value: Any) -> list:
        """Return the values of the findings."""
        return [item.value for item in self.get_statement_items(value)]

    def get_statement_choices(self, value: Any) -> list:
        """Return the findings of articles that this block shows by reference."""
        return []

    def get_pictures(self, value: Any) -> list:
        """Return the images, to be shown as `picture_use` says."""
        return []

    def get_template(self, value=None, context=None):
        """Return the plain template if the context has `is_plain`."""
        if self.plain_template and context and context.get("is_plain"):
            return self.plain_template
        return super().get_template(value, context=context)  # type: ignore[misc]


class BodyBlock(blocks.StreamBlock):
    """A top-level stream, validated by one thread at a time.

    Saving a draft relaxes what is required by changing the block definitions, which all threads
    of a process share, and changes them back afterwards. Without a lock an autosave in one thread
    refuses a draft because another has just finished, or leaves a field optional for good.
    """

    def clean(self, value):
        with _validation_lock:
            return self.clean_body(value)

    def clean_body(self, value):
        """Validate the body under the lock. Subclasses add their own rules here."""
        return super().clean(value)

    def clean_deferred(self, value):
        with _validation_lock:
            return super().clean_deferred(value)
