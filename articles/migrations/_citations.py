"""Moves the sources that stood in a list beside a text into the text, as a citation at its end."""

from django.db import connection
from django.utils.deconstruct import deconstructible
from django.utils.html import escape
from wagtail.blocks.migrations.operations import BaseBlockOperation

from articles.citations.markup import mark_html
from articles.references.naming import short_label


@deconstructible
class CiteInline(BaseBlockOperation):
    """For a struct block: `text` names its rich text, which was a plain one if `was_plain`."""

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
            words = "; ".join(names[pk] for pk in known)
            text = _at_the_end(text or "<p></p>", f" {mark_html(known, f'[{words}]')}")
        return value | {self.text: text}


def _at_the_end(html, mark):
    """The mark inside the last paragraph or list item."""
    end = max(html.rfind("</p>"), html.rfind("</li>"))
    return html + mark if end < 0 else html[:end] + mark + html[end:]


def _names(ids):
    with connection.cursor() as cursor:
        places = ", ".join(["%s"] * len(ids))
        cursor.execute(
            f"SELECT id, authors, year, title FROM articles_reference WHERE id IN ({places})", ids
        )
        return {pk: short_label(authors, year, title) for pk, authors, year, title in cursor}
