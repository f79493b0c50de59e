"""What the articles add to Wagtail: the library, citations in rich text, and their views."""

from django.urls import include, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet

from articles.editorial.people import tell_of_reviews
from articles.editorial.viewsets import ArticleViewSet
from articles.library.deleting import keep_cited_references
from articles.library.doctor import tell_of_twins
from articles.library.merging import LOG_ACTION
from articles.library.viewsets import LibraryViewSetGroup
from articles.rich_text import register_citation_feature

register_snippet(LibraryViewSetGroup)

hooks.register("register_rich_text_features", register_citation_feature)
hooks.register("before_delete_snippet", keep_cited_references)
hooks.register("before_delete_page", tell_of_reviews)
hooks.register("after_create_snippet", tell_of_twins)
hooks.register("after_edit_snippet", tell_of_twins)


@hooks.register("register_log_actions")
def register_merge(actions):
    """Merging is told in the history of every page it rewrote, and in the source's own."""

    @actions.register_action(LOG_ACTION)
    class MergeFormatter(LogFormatter):
        label = _("Merge sources")

        def format_message(self, log_entry):
            return gettext("The source “%(old)s” was merged into “%(new)s”") % log_entry.data


@hooks.register("register_admin_viewset")
def register_article_views():
    """The editor of articles, with the list of their problems beside it."""
    return ArticleViewSet()


@hooks.register("register_admin_urls")
def register_addresses():
    return [
        path("articles/", include("articles.editorial.urls")),
        path("citations/", include("articles.library.choosing.urls")),
        path("references/import/", include("articles.library.importing.urls")),
    ]
