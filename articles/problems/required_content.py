"""What an article must have to be published at all, read from its fields and blocks.

The form in the admin asks for it field by field. Whatever publishes without a form (many pages at
once, a workflow, a date) has only what was last saved, which may be half an article.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from wagtail import blocks

from articles.blocks.walk import sections
from articles.models import ArticlePage

NEEDED = ("title", "summary")


class Fault(NamedTuple):
    """A reason not to publish: the place as an editor calls it, and what is wrong there.

    `where` is empty for what concerns the whole article.
    """

    where: str
    what: str

    @property
    def message(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


def broken_rules(article: ArticlePage) -> list[Fault]:
    """Of the page first, then of its body in order."""
    return [*_of_page(article), *_of_body(article)]


def _of_page(article: ArticlePage) -> Iterator[Fault]:
    for name in NEEDED:
        field = article._meta.get_field(name)
        try:
            field.clean(getattr(article, name), article)
        except ValidationError as error:
            for message in error.messages:
                yield Fault(capfirst(str(field.verbose_name)), message)
    try:
        article.clean()
    except ValidationError as error:
        for message in error.messages:
            yield Fault("", message)


def _of_body(article: ArticlePage) -> Iterator[Fault]:
    body = article.body
    try:
        body.stream_block.clean(body)
    except ValidationError as error:
        for message in _own(error):
            yield Fault(capfirst(str(article._meta.get_field("body").verbose_name)), message)
        names = [section.name for section in sections(body)]
        for position, fault in sorted(_inner(error)):
            for what in _told(body[position].block, fault):
                yield Fault(names[position], what)


def _told(block: blocks.Block, error: ValidationError) -> Iterator[str]:
    """The faults of a block, those of a field behind its name."""
    yield from _own(error)
    fields = block.child_blocks if isinstance(block, blocks.BaseStructBlock) else {}
    for key, fault in _inner(error):
        child = fields.get(key) or getattr(block, "child_block", block)
        label = f"{child.label}: " if key in fields else ""
        for what in _told(child, fault):
            yield label + what


def _own(error: ValidationError) -> list[str]:
    """What is wrong with the block itself, or with a field, which has nothing inside."""
    if (own := getattr(error, "non_block_errors", None)) is None:
        return error.messages
    return [message for each in own.as_data() for message in each.messages]


def _inner(error: ValidationError) -> list[tuple[Any, ValidationError]]:
    """The faults of what the block holds, by name or position; of a table cell by cell."""
    rows = getattr(error, "cell_errors", None) or {}
    cells = [cell for row in rows.values() for cell in row.items()]
    return [*(getattr(error, "block_errors", None) or {}).items(), *cells]
