"""Sources for the seeded articles to cite."""

from random import Random
from typing import NamedTuple

from django.db.models import Max

from articles.models import Reference
from articles.references.study_types import StudyType, study_type
from home.seeding.index_entries import Words, store, words
from home.seeding.prose import JOURNALS, SURNAMES, name, sentence

PREFIX = "bench-"


class Cited(NamedTuple):
    """What the facts of an article need to know of a source."""

    pk: int
    study: StudyType | None


def stored() -> int:
    """How many sources were made before."""
    last = Reference.objects.filter(key__startswith=PREFIX).aggregate(last=Max("key"))["last"]
    return int(last.removeprefix(PREFIX)) if last else 0


def add_references(numbers: range) -> None:
    references = [_reference(number) for number in numbers]
    Reference.objects.bulk_create(references)
    store(Reference, (_words(reference) for reference in references))


def _reference(number: int) -> Reference:
    random = Random(number)  # noqa: S311 - texts, not secrets
    authors = (f"{author} {initial}" for author, initial in zip(_three(random), "ABC", strict=True))
    reference = Reference(
        key=f"{PREFIX}{number:07}",
        authors="\n".join(authors),
        title=f"{sentence(random).removesuffix('.')}: the {name(number)} study",
        container=random.choice(JOURNALS),
        year=random.randrange(1985, 2026),
        volume=str(random.randrange(1, 90)),
        pages=str(random.randrange(1, 900)),
        doi=f"10.5555/{PREFIX}{number}",
        study_type=random.choice(StudyType.values),
    )
    reference.derive()
    return reference


def _words(reference: Reference) -> tuple[int, Words, Words, Words]:
    title, named = words(reference.title), words(f"{reference.title} {reference.authors}")
    rest = words(f"{reference.container} {reference.doi}", first=100)
    return reference.pk, title, named, named + rest


def _three(random: Random) -> list[str]:
    return random.sample(SURNAMES, 3)


def all_cited() -> list[Cited]:
    """All of them, for articles to choose from."""
    rows = Reference.objects.filter(key__startswith=PREFIX).order_by("pk")
    return [Cited(pk, study_type(kind)) for pk, kind in rows.values_list("pk", "study_type")]
