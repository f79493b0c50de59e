"""Sources for the seeded articles to cite."""

from random import Random
from typing import NamedTuple

from django.db.models import Max

from articles.models import Reference
from articles.references.study_types import StudyType, parse_study_type
from home.seeding.index_entries import IndexedText, store_index_entries, to_indexed_text
from home.seeding.prose import JOURNALS, SURNAMES, invented_word, sentence

KEY_PREFIX = "bench-"


class CitableReference(NamedTuple):
    """What the facts of an article need to know of a source."""

    pk: int
    study: StudyType | None


def count_stored() -> int:
    """How many sources were made before."""
    last = Reference.objects.filter(key__startswith=KEY_PREFIX).aggregate(last=Max("key"))["last"]
    return int(last.removeprefix(KEY_PREFIX)) if last else 0


def add_references(numbers: range) -> None:
    references = [_build_reference(number) for number in numbers]
    Reference.objects.bulk_create(references)
    store_index_entries(Reference, (_index_entry(reference) for reference in references))


def _build_reference(number: int) -> Reference:
    random = Random(number)  # noqa: S311 - texts, not secrets
    authors = (
        f"{author} {initial}"
        for author, initial in zip(_three_surnames(random), "ABC", strict=True)
    )
    reference = Reference(
        key=f"{KEY_PREFIX}{number:07}",
        authors="\n".join(authors),
        title=f"{sentence(random).removesuffix('.')}: the {invented_word(number)} study",
        container=random.choice(JOURNALS),
        year=random.randrange(1985, 2026),
        volume=str(random.randrange(1, 90)),
        pages=str(random.randrange(1, 900)),
        doi=f"10.5555/{KEY_PREFIX}{number}",
        study_type=random.choice(StudyType.values),
    )
    reference.update_derived_fields()
    return reference


def _index_entry(reference: Reference) -> tuple[int, IndexedText, IndexedText, IndexedText]:
    title, named = (
        to_indexed_text(reference.title),
        to_indexed_text(f"{reference.title} {reference.authors}"),
    )
    rest = to_indexed_text(f"{reference.container} {reference.doi}", first=100)
    return reference.pk, title, named, named + rest


def _three_surnames(random: Random) -> list[str]:
    return random.sample(SURNAMES, 3)


def citable_references() -> list[CitableReference]:
    """All of them, for articles to choose from."""
    rows = Reference.objects.filter(key__startswith=KEY_PREFIX).order_by("pk")
    return [
        CitableReference(pk, parse_study_type(kind))
        for pk, kind in rows.values_list("pk", "study_type")
    ]
