"""The waived sentences of an article, as its reviewer reads them before signing."""

from typing import Any, NamedTuple

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import ArticlePage
from articles.problems.body_reading import BodyReading
from articles.problems.content_hash import find_standing_waivers


class WaivedSentence(NamedTuple):
    """A sentence that may stand although it breaks the rules for claims: why, and who decided."""

    sentence: str
    reason: str
    words: str
    name: str


def list_waived_sentences(
    article: ArticlePage, reading: BodyReading | None = None
) -> list[WaivedSentence]:
    """Return each waived sentence once, oldest waiver first. One query."""
    found = {
        waiver.sentence_hash: WaivedSentence(
            waiver.sentence, str(waiver.get_reason_display()), waiver.words, waiver.user_name
        )
        for waiver in reversed(find_standing_waivers(article, reading))
    }
    return list(reversed(found.values()))


def seen_field(waived: list[WaivedSentence], **options: Any) -> forms.BooleanField:
    """Return the tick that a reviewer has to make to sign a text with waived sentences."""
    label = ngettext(
        "I have seen the waived sentence",
        "I have seen the %(number)d waived sentences",
        len(waived),
    )
    message = _("Read the waived sentences, and confirm that you have seen them")
    return forms.BooleanField(
        label=label % {"number": len(waived)}, error_messages={"required": message}, **options
    )


def waived_html(waived: list[WaivedSentence]) -> SafeString:
    """Return the sentences as a list for a dialog of the admin."""
    return format_html("<ul>{}</ul>", format_html_join("", "<li>“{}” {}: {} ({})</li>", waived))
