"""Structured data of articles and people: nodes of a schema.org graph.

They contain what the page shows and nothing else. Which pages are public depends on the whole
site, so callers pass a function that returns the URL of a page.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from articles.citations.numbering import Citations
from articles.models import ArticlePage, PersonPage, Reference
from articles.models.change import ArticleChange
from articles.models.condition import Condition
from articles.references.authors import Author
from articles.references.source import SourceKind

Node = dict[str, Any]
# Returns the absolute URL of a public page, and an empty string for any other.
UrlGetter = Callable[[Page | None], str]

# In addition to ScholarlyArticle, the type of all sources.
ADDITIONAL_TYPES = {
    SourceKind.BOOK: "https://schema.org/Book",
    SourceKind.CHAPTER: "https://schema.org/Chapter",
    SourceKind.REPORT: "https://schema.org/Report",
    SourceKind.DISSERTATION: "https://schema.org/Thesis",
    SourceKind.THESIS: "https://schema.org/Thesis",
    SourceKind.WEB_PAGE: "https://schema.org/WebPage",
}


def without_empty(**values: Any) -> Node:
    return {name: value for name, value in values.items() if value not in ("", None, [], {})}


def node_reference(identifier: str) -> Node:
    """Return a reference to a node of the same graph."""
    return {"@id": identifier}


def format_datetime(time: datetime | None) -> str:
    """Return the time in ISO 8601, in the site's time zone."""
    return timezone.localtime(time).isoformat(timespec="seconds") if time else ""


def person_node(person: PersonPage, get_url: UrlGetter) -> Node:
    """Return a person without honorific, linked only if the profile is public."""
    url = get_url(person)
    return {"@type": "Person"} | without_empty(
        **{"@id": f"{url}#person" if url else ""},
        name=person.title,
        honorificPrefix=person.honorific,
        jobTitle=person.job_title,
        url=url,
    )


def profile_node(person: PersonPage, get_url: UrlGetter) -> Node:
    """Return the person of a profile, with qualifications and registration."""
    return person_node(person, get_url) | without_empty(
        honorificSuffix=person.credentials,
        identifier=person.registration,
        sameAs=person.register_url,
    )


def medical_web_page(article: ArticlePage, get_url: UrlGetter) -> Node:
    """Return the audience and the review of an article's page.

    Reviewer and date appear only together, as on the page.
    """
    node: Node = {"@type": "MedicalWebPage", "medicalAudience": {"@type": "Patient"}}
    if article.is_reviewed and article.reviewer and article.reviewed_on:
        node["reviewedBy"] = person_node(article.reviewer, get_url)
        node["lastReviewed"] = article.reviewed_on.isoformat()
    return node


def article_node(
    article: ArticlePage,
    get_url: UrlGetter,
    *,
    authors: Iterable[PersonPage],
    citations: Citations,
    conditions: Iterable[Condition],
    changes: Iterable[ArticleChange],
) -> Node:
    """Return the article with its people, dates, sources and corrections."""
    published, category = article.first_published_at, article.category
    return {"@type": "Article"} | without_empty(
        headline=article.title,
        description=article.summary,
        articleSection=category.title if category and get_url(category) else "",
        datePublished=format_datetime(published),
        dateModified=format_datetime(article.changed_at if published else None),
        author=[person_node(author, get_url) for author in authors],
        about=[{"@type": "MedicalCondition", "name": one.name} for one in conditions],
        citation=[citation_node(entry.reference) for entry in citations.entries],
        correction=[
            {"@type": "CorrectionComment", "text": one.text, "datePublished": one.day.isoformat()}
            for one in changes
            if one.is_correction
        ],
    )


def citation_node(reference: Reference) -> Node:
    """Return a source as in the list of references."""
    source = reference.source
    container = source.container_short or source.container
    volume = {"@type": "Periodical", "name": container} if container else {}
    if source.volume:
        volume = {"@type": "PublicationVolume", "volumeNumber": source.volume} | without_empty(
            isPartOf=volume
        )
    is_in_journal = source.kind in (SourceKind.ARTICLE, SourceKind.PREPRINT)
    return {"@type": "ScholarlyArticle"} | without_empty(
        additionalType=ADDITIONAL_TYPES.get(SourceKind(source.kind), ""),
        name=source.title,
        author=[_author(author) for author in source.authors if not author.is_et_al],
        datePublished=str(source.year or ""),
        isPartOf=volume if is_in_journal else {},
        pagination=source.pages,
        publisher=_organisation(source.publisher) if source.publisher else {},
        sameAs=reference.doi_url,
        url="" if reference.doi else reference.link,
        identifier=[
            {"@type": "PropertyValue", "propertyID": name, "value": value}
            for name, value in (("PMID", source.pmid), ("PMCID", source.pmcid))
            if value
        ],
        creativeWorkStatus=reference.get_state_display() if reference.state else "",
    )


def _author(author: Author) -> Node:
    if author.group:
        return _organisation(author.group)
    name = " ".join(filter(None, (author.family, author.initials, author.suffix)))
    return {"@type": "Person", "name": name}


def _organisation(name: str) -> Node:
    return {"@type": "Organization", "name": name}
