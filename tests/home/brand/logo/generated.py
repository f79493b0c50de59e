"""Two hundred logos as clinics might upload them: good, odd and broken ones."""

import random
from collections.abc import Iterator
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

COUNT = 200
COLOURS = ("#000", "#fff", "#12262d", "#fdfdfb", "#e2725b", "#0a5361", "#ffd400", "#7a1fa2", "#888")
SIZES = (
    *((600, 150), (200, 200), (150, 600), (64, 64), (1200, 100), (3000, 1000), (40, 20), (1, 1)),
    *((10_000, 40), (10_000, 700), (33, 700), (500, 499)),
)


@cache
def logos() -> list[tuple[str, bytes]]:
    """Return names and files, the same ones each time."""
    kinds = [*_drawings(), *_pictures(), *_broken()]
    chosen = random.Random(7).sample(kinds, COUNT)  # noqa: S311 - the same ones each time
    return [(f"{n:03d} {name}", content) for n, (name, content) in enumerate(chosen)]


def drawing(colours: tuple[str, ...], size: tuple[int, int], attributes: str = "") -> bytes:
    width, height = size
    parts = [
        f'<rect x="{width * 0.05:g}" y="{height * 0.1:g}" width="{width * 0.3:g}"'
        f' height="{height * 0.8:g}" fill="{colours[0]}"/>',
        *(
            f'<circle cx="{width * (0.5 + 0.15 * n):g}" cy="{height / 2:g}"'
            f' r="{min(size) * 0.35:g}" fill="{colour}"/>'
            for n, colour in enumerate(colours)
        ),
    ]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {attributes}>'
    return (head + "".join(parts) + "</svg>").encode()


def picture(
    colours: tuple[str, ...], size: tuple[int, int], mode: str, ground: str | None
) -> Image.Image:
    image = Image.new("RGBA", size, ground or (0, 0, 0, 0))
    canvas = ImageDraw.Draw(image)
    width, height = size
    for n, colour in enumerate(colours):
        left = width * (0.1 + 0.25 * n)
        canvas.ellipse((left, height * 0.1, left + max(1, width * 0.2), height * 0.9), fill=colour)
    return image.convert(mode) if mode != "RGBA" else image


def file_of(image: Image.Image, format_: str, **options) -> bytes:
    file = BytesIO()
    image.save(file, format_, **options)
    return file.getvalue()


def _drawings() -> Iterator[tuple[str, bytes]]:
    for size in SIZES:
        for count in (1, 2, 3):
            for start in range(0, len(COLOURS), 2):
                colours = tuple((COLOURS * 2)[start : start + count])
                yield f"drawing {size} {colours}", drawing(colours, size)
    yield (
        "drawing in a large sheet",
        drawing(("#0a5361",), (100, 40)).replace(
            b'viewBox="0 0 100 40"', b'viewBox="-400 -400 900 900"'
        ),
    )
    yield (
        "drawing of classes",
        (
            b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30">'
            b'<style>.a{fill:#123}</style><path class="a" d="M0 0h90v30z"/></svg>'
        ),
    )
    yield (
        "drawing of lines",
        (
            b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"'
            b' fill="none" stroke="#123"><path d="M5 5h80v20z"/></svg>'
        ),
    )
    yield (
        "gradient",
        (
            b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><linearGradient id="g">'
            b'<stop stop-color="#e2725b"/><stop offset="1" stop-color="#7a1fa2"/></linearGradient>'
            b'<rect width="90" height="30" fill="url(#g)"/></svg>'
        ),
    )


def _pictures() -> Iterator[tuple[str, bytes]]:
    for size in SIZES:
        for start in range(0, len(COLOURS), 3):
            colours = COLOURS[start : start + 2]
            yield f"PNG {size} {colours}", file_of(picture(colours, size, "RGBA", None), "PNG")
            yield f"opaque PNG {size}", file_of(picture(colours, size, "RGB", "#fff"), "PNG")
            yield f"JPEG {size}", file_of(picture(colours, size, "RGB", "#fff"), "JPEG")
            yield f"WebP {size}", file_of(picture(colours, size, "RGBA", None), "WEBP")
            yield f"grey {size}", file_of(picture(colours, size, "LA", None), "PNG")
        cmyk = picture(COLOURS[4:6], size, "RGB", "#fff").convert("CMYK")
        yield f"CMYK {size}", file_of(cmyk, "JPEG")
        palette = picture(COLOURS[4:6], size, "RGB", "#fff").convert("P")
        yield f"palette {size}", file_of(palette, "PNG", transparency=0)
        yield f"one bit {size}", file_of(picture(COLOURS[:1], size, "1", "#fff"), "PNG")
        if size[0] < 1000:
            frames = [picture((colour,), size, "RGBA", None) for colour in COLOURS[:3]]
            moving = {"save_all": True, "append_images": frames[1:]}
            yield f"moving PNG {size}", file_of(frames[0], "PNG", **moving)
            yield f"moving WebP {size}", file_of(frames[0], "WEBP", **moving)
            yield f"empty {size}", file_of(Image.new("RGBA", size), "PNG")
            yield f"white {size}", file_of(Image.new("RGB", size, "#fff"), "PNG")
            yield f"16 bits {size}", file_of(Image.new("I;16", size, 9), "PNG")
            yield f"GIF {size}", file_of(picture(COLOURS[:2], size, "RGB", "#fff"), "GIF")


def _broken() -> Iterator[tuple[str, bytes]]:
    good = file_of(picture(COLOURS[:2], (300, 100), "RGBA", None), "PNG")
    photo = file_of(picture(COLOURS[:2], (300, 100), "RGB", "#fff"), "JPEG")
    for name, content in (
        ("PNG", good),
        ("JPEG", photo),
        ("drawing", drawing(COLOURS[:1], (9, 9))),
    ):
        for part in (0.1, 0.5, 0.9):
            yield f"{part} of a {name}", content[: int(len(content) * part)]
        noise = bytearray(content)
        for at in range(40, len(noise), 97):
            noise[at] ^= 0x55
        yield f"damaged {name}", bytes(noise)
    yield "text", b"This is our logo"
    yield "nothing", b""
    yield "PDF", b"%PDF-1.7\n" + bytes(500)
    yield "zeros", bytes(5000)
    yield "page", b"<!doctype html><p>Logo"
    yield "drawing of nothing", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
    yield "drawing far away", drawing(("#000",), (10, 10)).replace(b'"0 0 10 10"', b'"900 900 9 9"')
