"""The base of all page types: placement in the tree, visibility and citations."""

from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.utils import timezone
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel, TitleFieldPanel
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from articles.cache.page_exceptions import get_private_paths, has_aliases
from articles.citations.numbering import Citations
from articles.models.cited_references import build_citations
from articles.models.gated import GatedMixin
from articles.models.length_hints import length_hint_panel
from articles.models.page_context import get_provided_context
from articles.utils.site_scope import get_scope_path


class VisibleQuerySet(PageQuerySet):
    """Adds `visible()`: the pages that lists may show to anonymous visitors of a site."""

    def visible(self):
        """Return live pages of the current site that are neither private nor past their expiry.

        Like `live().public()`, with four differences: private paths are cached, an alias of a
        page that is private or not live is hidden too, and a page is gone when it expires, not
        only after the next run of `publish_scheduled`.
        """
        not_over = Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now())
        shown = self.filter(not_over, live=True).in_current_site()
        if has_aliases():
            shown = shown.exclude(alias_of__live=False)
        private = [Q(path__startswith=path) for path in get_private_paths()]
        if not private:  # saves a join with all pages
            return shown
        hidden = reduce(or_, private)
        sources = Page.objects.filter(hidden).order_by().values("pk")
        return shown.exclude(hidden).exclude(alias_of__in=sources)

    def in_current_site(self):
        """Leave out the pages of other clinics. An install with one clinic needs no condition."""
        path = get_scope_path()
        return self.filter(path__startswith=path) if path else self

    def without_duplicates(self):
        """Leave out aliases whose original is in this list too."""
        if not has_aliases():  # saves reading the list twice
            return self
        return self.exclude(alias_of__in=self.order_by().values("pk"))

    def delete(self, *args, **kwargs):
        """Drop the joins of our managers, since treebeard loads partial pages to delete them."""
        plain = self.select_related(None).prefetch_related(None)
        return super(VisibleQuerySet, plain).delete(*args, **kwargs)

    def select_for_update(self, *args, **kwargs):
        """Drop the joins of our managers, since PostgreSQL cannot lock outer joins."""
        plain = self.select_related(None)
        return super(VisibleQuerySet, plain).select_for_update(*args, **kwargs)

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class VisibleManager(PageManager.from_queryset(VisibleQuerySet)):  # type: ignore[misc]
    """A page manager with `visible()`."""


class AliasMixin:
    """Mixin for page types: an alias is public only while its original is."""

    def update_aliases(self, **kwargs):
        """Update the aliases of a live page, and unpublish those of a page that is not live.

        Wagtail publishes all aliases of a page, also when it is scheduled for later.
        """
        if get_original(self).live:
            super().update_aliases(**kwargs)  # type: ignore[misc]
            return
        for alias in self.aliases.live().specific():  # type: ignore[attr-defined]
            alias.unpublish(log_action=False)

    update_aliases.alters_data = True  # type: ignore[attr-defined]

    def route(self, request, path_components):
        """Raise 404 for an alias of a page that is not live."""
        if not path_components and self.alias_of_id and not get_original(self).live:  # type: ignore[attr-defined]
            raise Http404
        return super().route(request, path_components)  # type: ignore[misc]


class SitePage(GatedMixin, AliasMixin, Page):
    """Base of all page types but the home page.

    It is never directly below the root of the tree, and is not served after its expiry.
    `cited_fields` names the texts whose citations are numbered together, in reading order.
    """

    cited_fields: tuple[str, ...] = ()
    content_panels = [length_hint_panel("title", 60, TitleFieldPanel)]
    promote_panels = [
        MultiFieldPanel(
            [
                "slug",
                length_hint_panel("seo_title", 60),
                length_hint_panel("search_description", 155),
            ],
            heading=_("For search engines"),
        ),
        MultiFieldPanel(["show_in_menus"], heading=_("For site menus")),
    ]

    class Meta:
        abstract = True

    @classmethod
    def can_exist_under(cls, parent):
        """Allow only home pages at the root of the tree."""
        return super().can_exist_under(parent) and not parent.is_root()

    @cached_property
    def ancestors_and_self(self) -> list[Page]:
        """The pages from the root to this one, loaded once for privacy and breadcrumb."""
        above = annotate_restricted(self.get_ancestors(inclusive=True))
        return list(above.select_related("alias_of").order_by("path"))

    @cached_property
    def citations(self) -> Citations:
        """The numbered sources, the same for page, feed, preview and export."""
        return build_citations(*(getattr(self, name) for name in self.cited_fields))

    def get_context(self, request, *args, **kwargs):
        citations = SimpleLazyObject(lambda: self.citations)
        return (
            super().get_context(request, *args, **kwargs)
            | {"citations": citations}
            | get_provided_context(self, request)
        )

    def get_view_restrictions(self):
        """Return the restrictions as Wagtail does, with aliases treated as their source pages."""
        if not any(page.is_restricted or page.alias_of_id for page in self.ancestors_and_self):
            return PageViewRestriction.objects.none()
        return PageViewRestriction.objects.filter(
            page__in=[get_original(page) for page in self.ancestors_and_self]
        )

    def route(self, request, path_components):
        """Raise 404 for an expired page, even before `publish_scheduled` has run."""
        if not path_components and self.expire_at and self.expire_at <= timezone.now():
            raise Http404
        return super().route(request, path_components)


def annotate_restricted(pages: PageQuerySet) -> PageQuerySet:
    """Annotate `is_restricted`, which saves a query for almost every page."""
    restricted = PageViewRestriction.objects.filter(page=OuterRef("pk"))
    return pages.annotate(is_restricted=Exists(restricted))


def get_original(page: Page) -> Page:
    """Return the page whose content an alias shows, or the page itself."""
    return get_original(page.alias_of) if page.alias_of_id else page
