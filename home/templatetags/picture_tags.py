"""Template tag for images on public pages."""

import logging

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.images.models import AbstractImage, AbstractRendition

from home.images.sizes import (
    IMAGE_USES,
    MIME_TYPES,
    SOURCE_FORMATS,
    all_specs,
    focus_classes,
    srcset,
)

register = template.Library()
logger = logging.getLogger(__name__)

# Where the masthead goes from one column to two.
NARROW = "(max-width: 59.99rem)"


@register.simple_tag
def responsive_picture(
    image: AbstractImage | None, use: str, alt: str = "", eager: bool = False, narrow: str = ""
) -> SafeString | str:
    """Return a `<picture>` in the sizes of its use (`home.images.sizes`), or "".

    Wagtail's `picture` tag makes every format in every size and supports one crop only. Here one
    JPEG is made, no width is repeated, and `narrow` names the use for narrow screens. A missing or
    broken file never breaks its page.
    """
    if not image:
        return ""
    try:
        renditions = image.get_renditions(*all_specs(image, filter(None, (use, narrow))))
    except Exception:
        # Decoders fail in many ways.
        logger.exception("Image %s cannot be shown", image.pk)
        return ""
    return format_html(
        "<picture>{}{}{}</picture>",
        _sources(image, renditions, narrow, NARROW) if narrow else "",
        _sources(image, renditions, use),
        _fallback(image, renditions, use, alt or "", eager),
    )


@register.simple_tag
def picture_url(image: AbstractImage | None, use: str) -> str:
    """Return the address of a picture where HTML takes only one, or ""."""
    if not image:
        return ""
    try:
        return image.get_rendition(IMAGE_USES[use].fallback_spec(image)).url
    except Exception:
        # Decoders fail in many ways.
        logger.exception("Image %s cannot be shown", image.pk)
        return ""


def _sources(
    image: AbstractImage, renditions: dict[str, AbstractRendition], name: str, media: str = ""
) -> SafeString:
    use = IMAGE_USES[name]
    condition = format_html(' media="{}"', media) if media else ""
    # The narrow crop fills the screen.
    sizes = "100vw" if media else use.sizes
    return format_html_join(
        "",
        '<source type="{}"{} srcset="{}" sizes="{}">',
        (
            (
                MIME_TYPES[format_name],
                condition,
                srcset(renditions[spec] for spec in use.specs(image, format_name)),
                sizes,
            )
            for format_name in SOURCE_FORMATS
        ),
    )


def _fallback(
    image: AbstractImage, renditions: dict[str, AbstractRendition], name: str, alt: str, eager: bool
) -> SafeString:
    rendition = renditions[IMAGE_USES[name].fallback_spec(image)]
    classes = focus_classes(image) if IMAGE_USES[name].height else ""
    return format_html(
        '<img{} src="{}" alt="{}" width="{}" height="{}" {}>',
        format_html(' class="{}"', classes) if classes else "",
        rendition.url,
        alt,
        rendition.width,
        rendition.height,
        SafeString('fetchpriority="high"' if eager else 'loading="lazy"'),
    )
