"""The citation of an article itself, for readers who cite it."""

from collections.abc import Iterable

from django.utils import timezone

from articles.models import ArticlePage, PersonPage
from articles.references.authors import Author
from articles.references.source import Source, SourceKind


def article_as_source(
    article: ArticlePage, authors: Iterable[PersonPage], site_name: str, address: str
) -> Source:
    """Return the article as a web page; the site is the author if no one is named.

    The year is that of the publication, since reviews and corrections make no new work.
    """
    published = article.first_published_at
    site_name = str(site_name)  # may be a lazy translation
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
    """Return the author of a full name: "Ludwig van Beethoven", "Ada Byron", "Plato".

    The family name is the last word with the lower-case words before it ("van", "de la").
    """
    words = name.split()
    first = max(len(words) - 1, 0)
    while first > 0 and words[first - 1].islower():
        first -= 1
    return Author(family=" ".join(words[first:]), given=" ".join(words[:first]))
