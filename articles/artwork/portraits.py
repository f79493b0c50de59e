"""Line portraits that stand in for a photograph until there is one.

They claim nothing about the person: no features, and hair as the only solid shape.
"""

from typing import NamedTuple

from articles.artwork.palette import DEFAULT_PALETTE, hue_style

WIDTH, HEIGHT = 600, 800

_SHOULDERS = "M52 800C58 668 150 622 250 598V500H350V598C450 622 542 668 548 800"
_HEAD = "M178 330C178 430 214 486 250 514H350C386 486 422 430 422 330C422 130 178 130 178 330z"
_FACE_LINE = "M178 330C178 430 214 486 250 514V600M422 330C422 430 386 486 350 514V600"
_BODY_LINE = "M52 800C58 668 150 622 250 598M548 800C542 668 450 622 350 598"
_ROUND_COLLAR = "M250 596C256 650 344 650 350 596"
_WIDE_COLLAR = "M222 604C236 708 364 708 378 604"
_OPEN_COLLAR = "M240 590L300 682L360 590"
_SHIRT_COLLAR = "M242 592L274 668L300 630L326 668L358 592M300 630V800"


class PortraitDrawing(NamedTuple):
    """The parts in which the portraits differ."""

    sun: tuple[int, int]
    hair: str
    collar: str


PORTRAITS = {
    "short": PortraitDrawing(
        sun=(378, 300),
        hair="M180 386C150 232 216 148 306 148C396 148 436 218 423 318L420 374"
        "C410 328 388 290 362 258C318 290 252 298 204 280C190 308 182 344 180 386z",
        collar=_ROUND_COLLAR,
    ),
    "long": PortraitDrawing(
        sun=(224, 318),
        hair="M304 138C408 138 456 208 454 330C452 430 462 506 500 562C458 582 398 576 376 556"
        "V372C376 326 372 288 354 254C324 300 284 324 238 328V540C218 574 150 580 104 566"
        "C146 502 152 430 150 336C148 204 212 138 304 138z",
        collar=_OPEN_COLLAR,
    ),
    "bun": PortraitDrawing(
        sun=(374, 392),
        hair="M300 76A58 58 0 0 1 336 180C398 196 424 252 422 342C386 320 366 288 354 254"
        "C312 276 248 276 204 256C190 284 184 322 181 356C170 262 196 196 264 180"
        "A58 58 0 0 1 300 76z",
        collar=_WIDE_COLLAR,
    ),
    "beard": PortraitDrawing(
        sun=(238, 300),
        hair="M184 326C168 216 214 148 300 148C386 148 432 216 416 326C406 300 394 276 380 254"
        "C330 238 270 238 220 254C206 276 194 300 184 326z"
        "M192 388C206 420 232 432 258 428C276 412 324 412 342 428C368 432 394 420 408 388"
        "C402 478 356 528 300 528C244 528 198 478 192 388z",
        collar=_SHIRT_COLLAR,
    ),
    "curls": PortraitDrawing(
        sun=(384, 330),
        hair="M178 388A48 48 0 0 1 138 318A50 50 0 0 1 146 232A54 54 0 0 1 198 162"
        "A58 58 0 0 1 296 128A60 60 0 0 1 398 158A54 54 0 0 1 454 232A50 50 0 0 1 462 318"
        "A48 48 0 0 1 422 388C424 344 414 312 396 292A38 38 0 0 1 336 276"
        "A40 40 0 0 1 264 278A38 38 0 0 1 206 290C188 312 176 344 178 388z",
        collar=_WIDE_COLLAR,
    ),
    "crop": PortraitDrawing(
        sun=(230, 376),
        hair="M177 330C166 214 220 150 300 150C380 150 434 214 423 330L408 322"
        "C406 300 404 280 400 262C392 248 378 242 360 244C320 236 280 236 240 244"
        "C222 242 208 248 200 262"
        "C196 280 194 300 192 322z",
        collar=_OPEN_COLLAR,
    ),
    "cover": PortraitDrawing(
        sun=(372, 320),
        # The face is an opening in the scarf, cut out by the even-odd rule.
        hair="M300 134C412 134 446 226 436 336C430 420 424 482 442 540C456 588 480 612 502 640"
        "C436 702 356 724 300 724C236 724 160 700 98 640C122 612 146 586 158 540"
        "C176 482 170 420 164 336C154 226 188 134 300 134z"
        "M300 222C236 222 204 272 206 342C208 432 250 500 300 500C350 500 392 432 394 342"
        "C396 272 364 222 300 222z",
        collar="",
    ),
}


def render_portrait_svg(style: str, hue: str) -> str:
    drawing = PORTRAITS[style]
    lines = _FACE_LINE + _BODY_LINE + drawing.collar
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}">{hue_style(DEFAULT_PALETTE, hue)}'
        f'<path class="g" d="M0 0h{WIDTH}v{HEIGHT}H0z"/>'
        f'<circle class="s" cx="{drawing.sun[0]}" cy="{drawing.sun[1]}" r="224"/>'
        f'<path class="g" d="{_SHOULDERS}z"/><path class="g" d="{_HEAD}"/>'
        f'<path class="i" fill="none" stroke-width="7" stroke-linecap="round"'
        f' stroke-linejoin="round" d="{lines}"/>'
        f'<path class="f" fill-rule="evenodd" d="{drawing.hair}"/></svg>'
    )
