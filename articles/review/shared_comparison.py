"""Changes of what an article shows since it was signed, with the words before and after."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Model
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.models import ModelLogEntry

from articles.models import ArticlePage, CallToAction, Reference, SignOff
from articles.models.cited_references import get_references_by_id
from articles.problems.body_reading import BodyReading
from articles.review.shared_content import (
    ENTRY,
    FILE,
    WORD_LABELS,
    SharedKind,
    SharedPart,
    read_shared_content,
)

# Chosen beside the text: adding or removing one is no change of the text.
CHOSEN_BESIDE_TEXT = (SharedKind.LEAD_PICTURE, SharedKind.AUTHOR)


@dataclass(frozen=True)
class WordChange:
    """One word or line, before and after; empty if there was or is none."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class SharedChange:
    """A changed part. `changed_at` is None where it is not known."""

    kind: SharedKind
    pk: int
    name: str
    words: list[WordChange]
    is_gone: bool = False
    is_new: bool = False
    changed_at: datetime | None = None


@dataclass(frozen=True)
class ChangesSinceReview:
    """The last sign-off of an article, and what changed since then."""

    sign_off: SignOff
    changes: list[SharedChange]


def find_changes_since_review(
    article: ArticlePage, reading: BodyReading | None = None
) -> ChangesSinceReview | None:
    """Compare what the article shows with its last sign-off; None without one, or without changes.

    Sign-offs from before snapshots were stored cannot be compared.
    """
    signed = SignOff.objects.filter(article=article.alias_of_id or article.pk)
    last = signed.filter(reviewer__isnull=False).select_related("reviewer").first()
    if last is None or last.shared_content is None:
        return None
    current = read_shared_content(article, reading, last.reviewer)
    changes = compare_shared_content([SharedPart(**part) for part in last.shared_content], current)
    if not changes:
        return None
    return ChangesSinceReview(last, _with_log_dates(changes, last.signed_at))


def compare_shared_content(
    before: Iterable[SharedPart], after: Iterable[SharedPart]
) -> list[SharedChange]:
    """Return the differences.

    A source, picture or call to action that the text no longer names is a change of the text.
    A merged source is compared with the one it was merged into.
    """
    old = {part.key: part for part in before}
    new = {part.key: part for part in after}
    lost = [pk for kind, pk in old if kind == SharedKind.SOURCE and (kind, pk) not in new]
    merged = {pk: source.pk for pk, source in get_references_by_id(lost).items()} if lost else {}
    changes = []
    for part in old.values():
        now = new.get(part.key) or new.get((part.kind, merged.get(part.pk, 0)))
        if now is None and part.kind in CHOSEN_BESIDE_TEXT:
            now = replace(part, words={}, changed_at=None)
        if now is not None and not _are_same(part.words, now.words):
            changes.append(_change(part, now))
    added = (part for key, part in new.items() if key not in old)
    changes += [
        _change(replace(part, words={}), part)
        for part in added
        if part.kind in CHOSEN_BESIDE_TEXT and part.words
    ]
    return changes


def _are_same(old: Mapping[str, str], new: Mapping[str, str]) -> bool:
    """Return True for equal words; in the entry of a source only letters and digits count.

    What the style puts between them may change with a release: stops, "[Internet]".
    """
    before, after = ({**words, ENTRY: _letters(words.get(ENTRY, ""))} for words in (old, new))
    return bool(old) == bool(new) and before == after


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.replace("[Internet]", ""))


def _change(old: SharedPart, new: SharedPart) -> SharedChange:
    return SharedChange(
        SharedKind(old.kind),
        new.pk,
        new.name or old.name,
        list(_word_changes(old.words, new.words)) if old.words and new.words else [],
        is_gone=not new.words,
        is_new=not old.words,
        changed_at=new.changed_at,
    )


def _word_changes(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[WordChange]:
    for name in dict.fromkeys([*old, *new]):
        before, after = old.get(name, ""), new.get(name, "")
        if before == after:
            continue
        label = str(WORD_LABELS.get(name, name))
        if name == FILE:
            yield WordChange(label, _("another file"), _("the file shown now"))
        else:
            yield WordChange(label, before, after)


def _with_log_dates(changes: list[SharedChange], signed_at: datetime) -> list[SharedChange]:
    """Add the dates of the last log entry to changes without one, in one query."""
    models: dict[str, type[Model]] = {
        SharedKind.CALL_TO_ACTION: CallToAction,
        SharedKind.SOURCE: Reference,
        SharedKind.PICTURE: get_image_model(),
        SharedKind.LEAD_PICTURE: get_image_model(),
    }
    types = {kind: ContentType.objects.get_for_model(model).pk for kind, model in models.items()}
    undated = [each for each in changes if each.kind in types and not each.changed_at]
    dates: dict[tuple[int, str], Any] = {}
    if undated:
        entries = ModelLogEntry.objects.filter(
            content_type__in={types[each.kind] for each in undated},
            object_id__in={str(each.pk) for each in undated},
            content_changed=True,  # proposals change nothing that is shown
        ).order_by()
        rows = entries.values_list("content_type", "object_id").annotate(last=Max("timestamp"))
        dates = {(type_id, pk): last for type_id, pk, last in rows}
    return [
        _with_date(each, dates.get((types.get(each.kind, 0), str(each.pk))), signed_at)
        for each in changes
    ]


def _with_date(change: SharedChange, logged: Any, signed_at: datetime) -> SharedChange:
    """Return the change with its date, if that is after the sign-off."""
    date = change.changed_at or logged
    return replace(change, changed_at=date if date and date > signed_at else None)
