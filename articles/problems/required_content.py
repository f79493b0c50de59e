"""The content an article needs to be published, read from its fields and blocks.

The form in the admin checks the same field by field. Bulk publishing, workflows and schedules
have no form: what they publish was saved as a draft and may be incomplete.
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
    """A reason not to publish, and the field or block it is about, by its name in the editor.

    `where` is empty for an issue of the whole article. A claim may be waived with a reason.
    """

    where: str
    what: str
    is_waivable: bool = False

    @property
    def message(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


def check_required_content(article: ArticlePage) -> list[BlockingIssue]:
    """Return the issues of the page's fields, then those of its body in order."""
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
        label = capfirst(str(article._meta.get_field("body").verbose_name))
        yield from (BlockingIssue(label, message) for message in _own_messages(error))
        names = [section.name for section in get_sections(body)]
        for position, child_error in sorted(_child_errors(error)):
            for what in _iter_block_messages(body[position].block, child_error):
                yield BlockingIssue(names[position], what)


def _iter_block_messages(block: blocks.Block, error: ValidationError) -> Iterator[str]:
    """Yield the block's own messages, then those of its fields with their labels."""
    yield from _own_messages(error)
    fields = block.child_blocks if isinstance(block, blocks.BaseStructBlock) else {}
    for key, child_error in _child_errors(error):
        child = fields.get(key) or getattr(block, "child_block", block)
        label = f"{child.label}: " if key in fields else ""
        for what in _iter_block_messages(child, child_error):
            yield label + what


def _own_messages(error: ValidationError) -> list[str]:
    """Return the messages about a block itself, without those of its children."""
    if (own := getattr(error, "non_block_errors", None)) is None:
        return error.messages
    return [message for each in own.as_data() for message in each.messages]


def _child_errors(error: ValidationError) -> list[tuple[Any, ValidationError]]:
    """Return the errors of a block's children by name or position; of a table, cell by cell."""
    rows = getattr(error, "cell_errors", None) or {}
    cells = [cell for row in rows.values() for cell in row.items()]
    return [*(getattr(error, "block_errors", None) or {}).items(), *cells]
