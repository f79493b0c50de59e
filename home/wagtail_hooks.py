"""What the clinic's site adds to Wagtail."""

from django.urls import path
from wagtail import hooks

from home.delivery.cache_headers import add_cache_control
from home.delivery.page_links import PublicPageLinkHandler
from home.enquiry import admin
from home.enquiry.submission_views import DeleteEnquiriesView, EnquiryPagesView
from home.guide.views import GuidePanel, GuideView, guide_menu_item


@hooks.register("register_rich_text_features", order=100)
def register_public_page_links(features):
    features.register_link_type(PublicPageLinkHandler)


hooks.register("on_serve_page", add_cache_control)
hooks.register("filter_form_submissions_for_user", admin.filter_forms_by_read_permission)
hooks.register("register_permissions", admin.enquiry_permissions)
hooks.register("register_log_actions", admin.register_log_actions)
hooks.register("register_help_menu_item", guide_menu_item)


@hooks.register("construct_homepage_panels")
def add_guide_panel(request, panels):
    panels.append(GuidePanel())


@hooks.register("register_admin_urls")
def register_guide():
    return [path("guide/", GuideView.as_view(), name="guide")]


@hooks.register("register_admin_urls")
def register_enquiry_views():
    """In the place of Wagtail's, whose names they keep: this app comes before it."""
    views = EnquiryPagesView
    return [
        path("forms/", views.as_view()),
        path("forms/results/", views.as_view(results_only=True)),
        path(
            "forms/submissions/<int:page_id>/delete/",
            DeleteEnquiriesView.as_view(),
        ),
    ]
