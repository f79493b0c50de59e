"""Check captions in the format WebVTT, with messages that name the line."""

import re

from django.utils.translation import gettext as _

TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
CUE = re.compile(rf"\s*{TIME}\s+-->\s+{TIME}(?:\s+\S.*)?\s*")


class CaptionError(ValueError):
    """A file is not WebVTT. The message says where, for the person who uploaded it."""


def check_captions(content: bytes) -> None:
    """Raise `CaptionError` unless the content is WebVTT with a caption."""
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise CaptionError(_("Captions must be saved as UTF-8.")) from error
    if not lines or not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise CaptionError(_("Captions must begin with a line WEBVTT."))
    latest: float | None = None
    for number, line in enumerate(lines, 1):
        if "-->" not in line:
            continue
        cue = CUE.fullmatch(line)
        if cue is None:
            message = _("Line %(line)d: write times such as 00:01.000 --> 00:04.000.")
            raise CaptionError(message % {"line": number})
        start, end = seconds(*cue.groups()[:4]), seconds(*cue.groups()[4:])
        if end <= start:
            raise CaptionError(
                _("Line %(line)d: the caption ends before it starts.") % {"line": number}
            )
        if latest is not None and start < latest:
            message = _("Line %(line)d: the caption starts before the one above it.")
            raise CaptionError(message % {"line": number})
        latest = start
    if latest is None:
        raise CaptionError(_("There is no caption in this file."))


def seconds(hours: str | None, minutes: str, whole: str, thousandths: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(whole) + int(thousandths) / 1000
