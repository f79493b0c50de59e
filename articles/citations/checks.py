"""System check that every rich text offers the citation feature."""

from collections.abc import Iterator

from django.apps import apps
from django.core import checks
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import features as registry

from articles.citations.rich_text import FEATURE


@checks.register(checks.Tags.models)
def check_citation_feature(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """Report rich texts without the citation feature, which lose citations when edited."""
    return [
        checks.Error(
            f"The rich text {name} does not offer the feature {FEATURE!r}.",
            hint="Editing such a text deletes its citations. Add the feature to its list.",
            id="articles.E001",
        )
        for model in apps.get_models()
        if app_configs is None or model._meta.app_config in app_configs
        for name, features in iter_rich_text_features(model)
        if FEATURE not in (registry.get_default_features() if features is None else features)
    ]


def iter_rich_text_features(model) -> Iterator[tuple[str, list[str] | None]]:
    """Yield the rich texts of a model, in fields and blocks, each with its list of features."""
    for field in model._meta.local_fields:
        name = f"{model._meta.label}.{field.name}"
        if isinstance(field, RichTextField):
            yield name, field.features
        elif isinstance(field, StreamField):
            yield from iter_block_rich_text_features(field.stream_block, name)


def iter_block_rich_text_features(
    block: blocks.Block, name: str
) -> Iterator[tuple[str, list[str] | None]]:
    """Yield the rich texts in a block and its child blocks."""
    if isinstance(block, blocks.RichTextBlock):
        yield name, block.features
    elif isinstance(block, blocks.ListBlock):
        yield from iter_block_rich_text_features(block.child_block, name)
    for child_name, child in getattr(block, "child_blocks", {}).items():
        yield from iter_block_rich_text_features(child, f"{name}.{child_name}")
