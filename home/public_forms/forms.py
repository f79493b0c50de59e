"""What the forms that visitors send have in common."""

from collections.abc import Iterator
from typing import Any


class PublicFormMixin:
    """A form validated by the server only, which lists its errors above the fields."""

    use_required_attribute = False

    def error_summary(self) -> Iterator[tuple[str, str]]:
        """Yield each error with the id of its control, in the order of the fields."""
        fields: Any = self
        for bound in fields:
            target = bound.id_for_label or f"{bound.auto_id}_0"
            for error in bound.errors:
                yield ("" if bound.is_hidden else target), error
