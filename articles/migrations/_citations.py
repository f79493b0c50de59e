"""Move sources from a list beside a text into the text, as a citation at its end.

Used by articles 0003 and home 0004. Like `_frozen_sources`, this module imports no code of the
project outside the migrations, because a migration must keep doing what it did.
"""

from django.db import connection
from django.utils.deconstruct import deconstructible
from django.utils.html import escape
from wagtail.blocks.migrations.operations import BaseBlockOperation

from articles.migrations._frozen_sources import short_label


@deconstructible
class CiteInline(BaseBlockOperation):
    """Replace the list "sources" of a struct block by a citation at the end of its rich text.

    `text` is the name of the child block that holds the text. `was_plain` says that the text is
    plain and becomes a paragraph of rich text first.
    """

    def __init__(self, text, was_plain=False):
        self.text = text
        self.was_plain = was_plain

    @property
    def operation_name_fragment(self):
        return f"cite_inline_in_{self.text}"

    def apply(self, block_value):
        value = dict(block_value)
        sources = [item["value"] for item in value.pop("sources", None) or [] if item["value"]]
        text = value.get(self.text) or ""
        if self.was_plain and text:
            text = f"<p>{escape(text)}</p>"
        names = _names(sources) if sources else {}
        if known := [pk for pk in sources if pk in names]:
            label = "; ".join(names[pk] for pk in known)
            text = _at_the_end(text or "<p></p>", f" {_citation(known, f'[{label}]')}")
        return value | {self.text: text}


def _citation(ids, label):
    """Return a citation as rich text stored it: a link that names the ids of its sources."""
    numbers = " ".join(str(pk) for pk in ids)
    return f'<a linktype="citation" ids="{numbers}">{escape(label)}</a>'


def _at_the_end(html, citation):
    """Return the HTML with the citation inside its last paragraph or list item."""
    end = max(html.rfind("</p>"), html.rfind("</li>"))
    return html + citation if end < 0 else html[:end] + citation + html[end:]


def _names(ids):
    """Return the names of those sources that exist, by id."""
    with connection.cursor() as cursor:
        places = ", ".join(["%s"] * len(ids))
        cursor.execute(
            f"SELECT id, authors, year, title FROM articles_reference WHERE id IN ({places})", ids
        )
        return {pk: short_label(authors, year, title) for pk, authors, year, title in cursor}
