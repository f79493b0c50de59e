"""Model fields that need less in their migrations than they have in the code."""

from typing import Any

from wagtail.fields import StreamField


class ArticleBodyField(StreamField):
    """A StreamField that migrations describe as Wagtail's own, without its default.

    The default is a function of the block layer. A migration that named it would import that
    layer, and would stop working once the function is moved or renamed. Migrations create no
    articles, so they need no default.
    """

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("default", None)
        return name, "wagtail.fields.StreamField", args, kwargs
