"""What the articles add to Wagtail: the library, citations in rich text, and their views."""

from django.urls import include, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet

from articles.citations.rich_text import register_citation_feature
from articles.editorial.access import EditorsMenuItem
from articles.editorial.bulk_actions.add_condition import AddConditionBulkAction
from articles.editorial.bulk_actions.ask_for_review import AskForReviewBulkAction
from articles.editorial.content_checks import replace_content_checker
from articles.editorial.dashboard import add_articles_panel
from articles.editorial.deletion_warnings import warn_about_lost_reviews
from articles.editorial.editor_assets import visual_editing_media
from articles.editorial.listing_views import ArticleListingViewSet
from articles.editorial.viewsets import ArticleViewSet
from articles.library.diagnosis import refuse_deleting_cited_references, warn_of_duplicates
from articles.library.merging import LOG_ACTION
from articles.library.viewsets import LibraryViewSetGroup
from articles.models.length_hints import length_hint_js
from articles.publishing.api import gate_admin_api
from articles.publishing.bulk import refuse_bulk, refuse_moves, refuse_public_copies
from articles.publishing.log import register_log_actions
from articles.publishing.override import check_before_publish
from articles.publishing.refusal_views import warn_if_no_waiting_step
from articles.review.admin_views import warn_if_no_link_sent

register_snippet(LibraryViewSetGroup)

hooks.register("register_rich_text_features", register_citation_feature)
hooks.register("insert_editor_js", visual_editing_media)
hooks.register("insert_editor_js", length_hint_js)
hooks.register("before_delete_snippet", refuse_deleting_cited_references)
hooks.register("before_delete_page", warn_about_lost_reviews)
hooks.register("before_publish_page", check_before_publish)
hooks.register("before_bulk_action", refuse_bulk)
hooks.register("before_copy_page", refuse_public_copies)
hooks.register("before_move_page", refuse_moves)
hooks.register("construct_admin_api", gate_admin_api)
hooks.register("register_log_actions", register_log_actions)
hooks.register("after_create_snippet", warn_of_duplicates)
hooks.register("after_edit_snippet", warn_of_duplicates)
hooks.register("after_create_page", warn_if_no_link_sent)
hooks.register("after_edit_page", warn_if_no_link_sent)
hooks.register("after_create_page", warn_if_no_waiting_step)
hooks.register("after_edit_page", warn_if_no_waiting_step)
hooks.register("construct_homepage_panels", add_articles_panel)
hooks.register("construct_wagtail_userbar", replace_content_checker)
hooks.register("register_bulk_action", AskForReviewBulkAction)
hooks.register("register_bulk_action", AddConditionBulkAction)


@hooks.register("register_log_actions")
def register_merge_log_action(actions):
    """Merging is told in the history of every page it rewrote, and in the source's own."""

    @actions.register_action(LOG_ACTION)
    class MergeFormatter(LogFormatter):
        label = _("Merge sources")

        def format_message(self, log_entry):
            return gettext("The source “%(old)s” was merged into “%(new)s”") % log_entry.data


@hooks.register("register_admin_viewset")
def register_article_viewset():
    """The editor of articles, with the list of their problems beside it."""
    return ArticleViewSet()


@hooks.register("register_admin_viewset")
def register_article_listing_viewset():
    return ArticleListingViewSet()


@hooks.register("register_reports_menu_item")
def register_freshness_report():
    return EditorsMenuItem(
        _("Freshness of articles"),
        reverse("editorial:freshness"),
        name="freshness",
        icon_name="date",
        order=650,
    )


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [
        path("articles/", include("articles.editorial.urls")),
        path("citations/", include("articles.library.chooser.urls")),
        path("references/import/", include("articles.library.importing.urls")),
        path("review/", include("articles.review.urls")),
    ]
