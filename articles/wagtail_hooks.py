"""Hooks, URLs and menu items that the articles add to Wagtail's admin."""

from django.forms import Media
from django.urls import include, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from articles.artwork.share_image.drafts import draft_image
from articles.citations.rich_text import register_citation_feature
from articles.editorial.bulk_actions import AddConditionBulkAction, AskForReviewBulkAction
from articles.editorial.claims_report import ClaimCountsView
from articles.editorial.content_checks import replace_content_checker
from articles.editorial.dashboard import add_articles_panel
from articles.editorial.freshness_report import FreshnessReportView
from articles.editorial.listing_views import ArticleListingViewSet
from articles.editorial.side_panel import problems
from articles.editorial.viewsets import ArticleViewSet, GatedPageViewSet
from articles.editorial.waiver_views import waive_claim, withdraw_waivers
from articles.editorial.waivers_report import WaiversView
from articles.library import change_log
from articles.library.calls_to_action import (
    refuse_deleting_live_calls_to_action,
    warn_of_hidden_calls_to_action,
)
from articles.library.diagnosis import refuse_deleting_cited_references, warn_of_duplicates
from articles.library.editing import offer_to_propose
from articles.library.merging import LOG_ACTION
from articles.library.statement_chooser import StatementChooserViewSet
from articles.library.viewsets import LibraryViewSetGroup
from articles.models.length_hints import length_hint_js
from articles.publishing.api import close_admin_api
from articles.publishing.bulk import (
    PublishBulkAction,
    refuse_bulk,
    refuse_converting_alias,
    refuse_moves,
    refuse_public_copies,
)
from articles.publishing.editor import record_and_check_before_publish, warn_if_no_waiting_step
from articles.publishing.log import register_log_action, register_log_actions
from articles.publishing.permissions import EditorsMenuItem
from articles.publishing.public_drafts import explain_saved_draft, refuse_deleting
from articles.review.admin_views import review_link, warn_about_lost_reviews, warn_if_no_link_sent

# Connect the form of the page editor with its preview.
VISUAL_EDITING_MEDIA = Media(
    css={"all": ["admin/css/visual-editing.css"]},
    js=["admin/js/places.js", "admin/js/preview-carets.js", "admin/js/visual-editing.js"],
)

register_snippet(LibraryViewSetGroup)

hooks.register("register_rich_text_features", register_citation_feature)
hooks.register("insert_editor_js", length_hint_js)
hooks.register("construct_snippet_action_menu", offer_to_propose)
hooks.register("before_delete_snippet", refuse_deleting_cited_references)
hooks.register("before_delete_snippet", refuse_deleting_live_calls_to_action)
hooks.register("before_delete_page", warn_about_lost_reviews)
hooks.register("before_delete_page", refuse_deleting)
hooks.register("after_edit_page", explain_saved_draft)
hooks.register("before_publish_page", record_and_check_before_publish)
hooks.register("before_bulk_action", refuse_bulk)
hooks.register("before_copy_page", refuse_public_copies)
hooks.register("before_move_page", refuse_moves)
hooks.register("before_convert_alias_page", refuse_converting_alias)
hooks.register("construct_admin_api", close_admin_api)
hooks.register("register_log_actions", register_log_actions)
hooks.register("register_log_actions", change_log.register_log_actions)
hooks.register("after_create_snippet", warn_of_duplicates)
hooks.register("after_edit_snippet", warn_of_duplicates)
hooks.register("after_create_page", warn_if_no_link_sent)
hooks.register("after_edit_page", warn_if_no_link_sent)
hooks.register("after_create_page", warn_if_no_waiting_step)
hooks.register("after_edit_page", warn_if_no_waiting_step)
hooks.register("after_create_page", warn_of_hidden_calls_to_action)
hooks.register("after_edit_page", warn_of_hidden_calls_to_action)
hooks.register("construct_homepage_panels", add_articles_panel)
hooks.register("construct_wagtail_userbar", replace_content_checker)
hooks.register("register_bulk_action", PublishBulkAction, order=100)  # replaces Wagtail's
hooks.register("register_bulk_action", AskForReviewBulkAction)
hooks.register("register_bulk_action", AddConditionBulkAction)
hooks.register("register_admin_viewset", GatedPageViewSet, order=100)  # replaces Wagtail's
hooks.register("register_admin_viewset", ArticleViewSet)
hooks.register("register_admin_viewset", ArticleListingViewSet)
hooks.register("register_admin_viewset", StatementChooserViewSet)


@hooks.register("insert_editor_js")
def visual_editing_media() -> SafeString:
    return VISUAL_EDITING_MEDIA.render()


@hooks.register("register_log_actions")
def register_merge_log_action(actions):
    """Log a merge in the history of every changed page and of the source."""
    message = _("The source “%(old)s” was merged into “%(new)s”")
    register_log_action(actions, LOG_ACTION, _("Merge sources"), message)


@hooks.register("register_reports_menu_item")
def register_freshness_report():
    label, url = _("Article freshness"), reverse("editorial:freshness")
    return EditorsMenuItem(label, url, name="freshness", icon_name="date", order=650)


@hooks.register("register_reports_menu_item")
def register_claims_report():
    return EditorsMenuItem(
        _("Claims"), reverse("editorial:claims"), name="claims", icon_name="warning", order=655
    )


@hooks.register("register_admin_urls")
def register_admin_urls():
    report = FreshnessReportView
    editorial = [
        path("<int:page_id>/problems/", problems, name="problems"),
        path("<int:page_id>/waive/", waive_claim, name="waive"),
        path("<int:page_id>/withdraw/", withdraw_waivers, name="withdraw"),
        path("calls/<int:call_id>/problems/", problems, name="call_problems"),
        path("calls/<int:call_id>/waive/", waive_claim, name="call_waive"),
        path("calls/<int:call_id>/withdraw/", withdraw_waivers, name="call_withdraw"),
        path("share-image/<str:signed>/", draft_image, name="share_image"),
        path("freshness/", report.as_view(), name="freshness"),
        path("claims/", ClaimCountsView.as_view(), name="claims"),
        path("claims/results/", ClaimCountsView.as_view(results_only=True), name="claims_results"),
        path("waivers/", WaiversView.as_view(), name="waivers"),
        path("waivers/results/", WaiversView.as_view(results_only=True), name="waivers_results"),
        path("freshness/results/", report.as_view(results_only=True), name="freshness_results"),
    ]
    review = [path("<int:page_id>/link/", review_link, name="link")]
    return [
        path("articles/", include((editorial, "editorial"))),
        path("citations/", include("articles.library.chooser.urls")),
        path("references/import/", include("articles.library.importing.urls")),
        path("review/", include((review, "review"))),
    ]
