"""The pages that show an object which is edited elsewhere, from Wagtail's reference index.

The index follows the database, so for published pages it follows what the public sees.
"""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from wagtail.models import Page, ReferenceIndex

from articles.models.article import ArticleAuthor, ArticlePage
from articles.models.merged_reference import MergedReference
from articles.models.person import PersonPage
from articles.models.reference import Reference


def ids_including_merged(references: Iterable[Reference]) -> dict[int, int]:
    """Map the ids by which the sources may be named to the ids of the sources.

    An old version that is published again names a source by its id from before a merge.
    """
    own = {reference.pk: reference.pk for reference in references}
    merged = MergedReference.objects.filter(reference__in=own)
    return own | dict(merged.values_list("old_id", "reference_id"))


def get_referring_page_ids(obj: Model) -> set[int]:
    """Return the ids of the pages that link to, choose or cite the object, drafts included."""
    ids = ids_including_merged([obj]) if isinstance(obj, Reference) else [obj.pk]
    kind = Page if isinstance(obj, Page) else obj
    rows = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(kind),
        to_object_id__in=[str(pk) for pk in ids],
    )
    return {int(pk) for pk in rows.values_list("object_id", flat=True)}


def get_signed_articles_showing(obj: Model) -> QuerySet[ArticlePage]:
    """Return the live signed articles that show the object, without aliases.

    A person is shown as an author or reviewer: a link to a profile shows nothing of it.
    """
    articles = ArticlePage.objects.signed().filter(alias_of=None)
    if isinstance(obj, PersonPage):
        written = ArticleAuthor.objects.filter(person=obj.pk).values("page")
        return articles.filter(Q(pk__in=written) | Q(reviewer=obj.pk))
    return articles.filter(pk__in=get_referring_page_ids(obj))
