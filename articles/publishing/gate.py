"""Why an article may not go public: the one answer for every way of publishing it."""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page
from wagtail.query import PageQuerySet

from articles.models import ArticlePage
from articles.problems.citations import Severity, problems
from articles.problems.required_content import Fault, broken_rules
from articles.publishing.clearance_status import Standing, signature_required, site_id, standing_of


class PublishingRefusedError(Exception):
    """Somebody or something tried to publish an article that may not go public."""

    told: Any = gettext_lazy("“%(title)s” was not published.")

    def __init__(self, article: ArticlePage, found: list[Fault]):
        super().__init__(article, found)
        self.article = article
        self.faults = found

    def __str__(self) -> str:
        return " ".join([str(self.headline), *(fault.message for fault in self.faults)])

    @property
    def headline(self) -> str:
        return self.told % {"title": self.article.title}

    @property
    def html(self) -> SafeString:
        """All of it, for a message in the admin."""
        reasons = format_html_join("", "<li>{}</li>", ((each.message,) for each in self.faults))
        return format_html("{} <ul>{}</ul>", self.headline, reasons)


class CarryingRefusedError(PublishingRefusedError):
    """The same for an article that is public elsewhere, and would be on another site."""

    told = gettext_lazy(
        "Nothing was moved or copied: the other site publishes only what is signed, and “%(title)s”"
        " is not."
    )


def faults(article: ArticlePage) -> list[Fault]:
    """All reasons not to publish the article as it is here; none if it may go public.

    What it must have, no exception makes up for.
    """
    return broken_rules(article) + faults_of_text(article, standing_of(article))


def faults_of_text(article: ArticlePage, standing: Standing) -> list[Fault]:
    """The reasons that lie in what the article says, for a form that checks its fields itself."""
    if standing.is_exception:
        return []
    errors = [each for each in problems(article) if each.severity == Severity.ERROR]
    found = [Fault(error.where, error.what) for error in errors]
    if not standing.may_pass:
        found.append(Fault("", unsigned(standing)))
    return found


def unsigned(standing: Standing) -> str:
    """What is missing, and what to do about it."""
    if standing.was_signed:
        advice = _("Submit it for review, or say why the change needs none.")
    else:
        advice = _("Submit it for review.")
    return f"{standing.words} {advice}"


def pass_gate(article: ArticlePage) -> None:
    """Raise `PublishingRefusedError` unless the article may go public."""
    if found := faults(article):
        raise PublishingRefusedError(article, found)


def to_publish(article: ArticlePage) -> ArticlePage:
    """The version that publishing the page now would publish.

    Wagtail publishes the latest revision, also where it counts the page as having no draft.
    """
    revision = article.get_latest_revision()
    return revision.as_object() if revision else article


def pass_gate_as_copy(page: Page, parent: Page, *, with_descendants: bool) -> None:
    """The same for copies below `parent` that are to be public at once, of a page and of those
    below it.

    A copy is an article of its own: nobody has signed it.
    """
    required = signature_required(parent)
    for article in _public(page, with_descendants):
        if found := faults_of_text(article, Standing(required=required)):
            raise PublishingRefusedError(article, found)


def pass_gate_to_another_site(page: Page, parent: Page, *, with_descendants: bool = True) -> None:
    """The same for what is public and comes to stand below `parent` as it is: moved, or as aliases.

    Within a site nothing goes public by that which was not before.
    """
    if site_id(page) == site_id(parent) or not signature_required(parent):
        return
    for article in _public(page, with_descendants):
        standing = standing_of(_source(article), parent)
        if not standing.may_pass:
            raise CarryingRefusedError(article, [Fault("", unsigned(standing))])


def _public(page: Page, with_descendants: bool) -> PageQuerySet:
    found = ArticlePage.objects.descendant_of(page, inclusive=True).live()
    return found if with_descendants else found.filter(pk=page.pk)


def _source(article: ArticlePage) -> ArticlePage:
    """The article whose text an alias shows, with whose signatures."""
    while article.alias_of_id:
        article = ArticlePage.objects.get(pk=article.alias_of_id)
    return article
