"""An article as a source itself, for whoever wants to cite it."""

from collections.abc import Iterable

from django.utils import timezone

from articles.models import ArticlePage, PersonPage
from articles.references.authors import Author
from articles.references.source import Source, SourceKind


def article_as_source(
    article: ArticlePage, authors: Iterable[PersonPage], site_name: str, address: str
) -> Source:
    """The article as a web page of the site; without named authors the site stands for them.

    The year is that of its publication: a review or a correction makes no new work.
    """
    published = article.first_published_at
    site_name = str(site_name)  # a default of settings that nobody has saved is translated late
    return Source(
        kind=SourceKind.WEB_PAGE.value,
        authors=tuple(author_from_full_name(person.title) for person in authors)
        or (Author(group=site_name),),
        title=article.title,
        container=site_name,
        year=timezone.localtime(published).year if published else None,
        url=address,
    )


def author_from_full_name(name: str) -> Author:
    """The author of a name as it is spoken: "Ludwig van Beethoven", "Ada Byron", "Plato".

    The family's name is the last word, with the small words before it ("van", "de la").
    """
    words = name.split()
    first = max(len(words) - 1, 0)
    while first > 0 and words[first - 1].islower():
        first -= 1
    return Author(family=" ".join(words[first:]), given=" ".join(words[:first]))
