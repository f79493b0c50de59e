"""Wagtail hooks of the clinic's site."""

from django.urls import include, path
from wagtail import hooks

from home.audit.groups import record_bulk_activation
from home.audit.report import AuditLogView, audit_log_menu_item, audit_permissions
from home.brand.check_view import check_logo
from home.delivery.cache_headers import add_cache_control
from home.delivery.page_links import PublicPageLinkHandler
from home.editing.no_site import warn_if_no_site
from home.editing.views import connection, connection_notice, logged_in_again
from home.enquiry import admin
from home.enquiry.personal_data_view import PersonalDataView, personal_data_menu_item
from home.feedback import report as feedback
from home.first_steps.panel import add_panel, get_urls, menu_item
from home.guide.views import GuidePanel, GuideView, guide_menu_item
from home.login.account_views import ConfirmPasswordView, SecurityPanel, SecurityView
from home.login.lift_view import LoginLimitsView
from home.subscriptions import admin as letters
from home.walls.hooks import limit_explorer, limit_page_chooser
from home.walls.staff_view import SiteStaffView, staff_menu_item


@hooks.register("register_rich_text_features", order=100)
def register_public_page_links(features):
    features.register_link_type(PublicPageLinkHandler)


hooks.register("on_serve_page", add_cache_control)
hooks.register("filter_form_submissions_for_user", admin.filter_forms_by_read_permission)
hooks.register("register_permissions", admin.enquiry_permissions)
hooks.register("register_log_actions", admin.register_log_actions)
hooks.register("register_help_menu_item", guide_menu_item)
hooks.register("register_permissions", audit_permissions)
hooks.register("construct_page_chooser_queryset", limit_page_chooser)
hooks.register("construct_explorer_page_queryset", limit_explorer)
hooks.register("register_settings_menu_item", staff_menu_item)
hooks.register("register_reports_menu_item", audit_log_menu_item)
hooks.register("register_reports_menu_item", personal_data_menu_item)
hooks.register("register_reports_menu_item", feedback.report_menu_item)
hooks.register("construct_homepage_panels", feedback.add_panel)
hooks.register("register_page_header_buttons", feedback.page_button)
hooks.register("register_admin_menu_item", letters.letters_menu_item)
hooks.register("register_permissions", letters.letter_permissions)
hooks.register("after_bulk_action", record_bulk_activation)
hooks.register("register_account_settings_panel", SecurityPanel)
hooks.register("insert_editor_js", connection_notice)
hooks.register("after_publish_page", warn_if_no_site)
hooks.register("construct_homepage_panels", add_panel)
hooks.register("register_help_menu_item", menu_item)
hooks.register("register_admin_urls", get_urls)


@hooks.register("construct_homepage_panels")
def add_guide_panel(request, panels):
    panels.append(GuidePanel())


@hooks.register("register_admin_urls")
def register_site_staff():
    return [path("site-staff/", SiteStaffView.as_view(), name="site_staff")]


@hooks.register("register_admin_urls")
def register_guide():
    return [path("guide/", GuideView.as_view(), name="guide")]


@hooks.register("register_admin_urls")
def register_editing_views():
    views = [
        path("connection/", connection, name="connection"),
        path("logged-in-again/", logged_in_again, name="logged_in_again"),
    ]
    return [path("editing/", include((views, "editing")))]


@hooks.register("register_admin_urls")
def register_saved_sections():
    return [path("saved-sections/", include("home.saved_sections.urls"))]


@hooks.register("register_admin_urls")
def register_look_views():
    return [path("look/<int:site_id>/<str:name>/", check_logo, name="check_logo")]


@hooks.register("register_admin_urls")
def register_login_views():
    report = AuditLogView
    return [
        path("account/security/", SecurityView.as_view(), name="security"),
        path("account/password/", ConfirmPasswordView.as_view(), name="confirm_password"),
        path("reports/audit-log/", report.as_view(), name="audit_log"),
        path(
            "reports/audit-log/results/",
            report.as_view(results_only=True),
            name="audit_log_results",
        ),
        path("reports/login-limits/", LoginLimitsView.as_view(), name="login_limits"),
    ]


@hooks.register("register_admin_urls")
def register_enquiry_views():
    """Shadow Wagtail's views of the same addresses. This app is installed before Wagtail's."""
    view, delete = admin.EnquiryPagesView, admin.DeleteEnquiriesView
    return [
        path("forms/", view.as_view()),
        path("forms/results/", view.as_view(results_only=True)),
        path("forms/submissions/<int:page_id>/delete/", delete.as_view()),
        path("reports/personal-data/", PersonalDataView.as_view(), name="personal_data"),
    ]


@hooks.register("register_admin_urls")
def register_letter_views():
    letter = "letters/<int:site_id>/<int:letter_id>/"
    return [
        path("letters/", letters.choose_site, name="letters"),
        path("letters/<int:site_id>/", letters.LettersView.as_view(), name="site_letters"),
        path(letter, letters.LetterView.as_view(), name="letter"),
        path(f"{letter}html/", letters.LetterHtmlView.as_view(), name="letter_html"),
    ]


@hooks.register("register_admin_urls")
def register_feedback_views():
    sums, words = feedback.FeedbackSumsView, feedback.FeedbackWordsView
    views = [
        path("", sums.as_view(), name="sums"),
        path("results/", sums.as_view(results_only=True), name="sums_results"),
        path("words/", words.as_view(), name="words"),
        path("words/results/", words.as_view(results_only=True), name="words_results"),
        path("words/<int:words_id>/delete/", feedback.delete_words, name="delete_words"),
    ]
    return [path("reports/feedback/", include((views, "feedback")))]
