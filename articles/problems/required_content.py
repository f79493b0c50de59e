"""What an article must have to be published at all, read from its fields and blocks.

The form in the admin asks for it field by field. Whatever publishes without a form (many pages at
once, a workflow, a date) has only what was last saved, which may be half an article.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from wagtail import blocks

from articles.blocks.walk import get_sections
from articles.models import ArticlePage

REQUIRED_FIELDS = ("title", "summary")


class BlockingIssue(NamedTuple):
    """A reason not to publish: the place as an editor calls it, and what is wrong there.

    `where` is empty for what concerns the whole article.
    """

    where: str
    what: str

    @property
    def message(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


def check_required_content(article: ArticlePage) -> list[BlockingIssue]:
    """Of the page first, then of its body in order."""
    return [*_check_page_fields(article), *_check_body(article)]


def _check_page_fields(article: ArticlePage) -> Iterator[BlockingIssue]:
    for name in REQUIRED_FIELDS:
        field = article._meta.get_field(name)
        try:
            field.clean(getattr(article, name), article)
        except ValidationError as error:
            for message in error.messages:
                yield BlockingIssue(capfirst(str(field.verbose_name)), message)
    try:
        article.clean()
    except ValidationError as error:
        for message in error.messages:
            yield BlockingIssue("", message)


def _check_body(article: ArticlePage) -> Iterator[BlockingIssue]:
    body = article.body
    try:
        body.stream_block.clean(body)
    except ValidationError as error:
        for message in _own_messages(error):
            yield BlockingIssue(
                capfirst(str(article._meta.get_field("body").verbose_name)), message
            )
        names = [section.name for section in get_sections(body)]
        for position, child_error in sorted(_child_errors(error)):
            for what in _iter_block_messages(body[position].block, child_error):
                yield BlockingIssue(names[position], what)


def _iter_block_messages(block: blocks.Block, error: ValidationError) -> Iterator[str]:
    """The faults of a block, those of a field behind its name."""
    yield from _own_messages(error)
    fields = block.child_blocks if isinstance(block, blocks.BaseStructBlock) else {}
    for key, child_error in _child_errors(error):
        child = fields.get(key) or getattr(block, "child_block", block)
        label = f"{child.label}: " if key in fields else ""
        for what in _iter_block_messages(child, child_error):
            yield label + what


def _own_messages(error: ValidationError) -> list[str]:
    """What is wrong with the block itself, or with a field, which has nothing inside."""
    if (own := getattr(error, "non_block_errors", None)) is None:
        return error.messages
    return [message for each in own.as_data() for message in each.messages]


def _child_errors(error: ValidationError) -> list[tuple[Any, ValidationError]]:
    """The faults of what the block holds, by name or position; of a table cell by cell."""
    rows = getattr(error, "cell_errors", None) or {}
    cells = [cell for row in rows.values() for cell in row.items()]
    return [*(getattr(error, "block_errors", None) or {}).items(), *cells]
