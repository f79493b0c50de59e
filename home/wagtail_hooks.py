"""What the clinic's site adds to Wagtail."""

from django.urls import path
from wagtail import hooks

from home.delivery.cache_headers import say_who_may_keep_it
from home.delivery.page_links import PublicPageLinkHandler
from home.enquiry import admin as enquiries
from home.guide.views import GuidePanel, GuideView, menu_item


@hooks.register("register_rich_text_features", order=100)
def register_public_page_links(features):
    features.register_link_type(PublicPageLinkHandler)


hooks.register("on_serve_page", say_who_may_keep_it)
hooks.register("filter_form_submissions_for_user", enquiries.only_readers_of_enquiries)
hooks.register("register_permissions", enquiries.enquiry_permissions)
hooks.register("register_log_actions", enquiries.register_log_actions)
hooks.register("register_help_menu_item", menu_item)


@hooks.register("construct_homepage_panels")
def add_guide(request, panels):
    panels.append(GuidePanel())


@hooks.register("register_admin_urls")
def register_guide():
    return [path("guide/", GuideView.as_view(), name="guide")]


@hooks.register("register_admin_urls")
def register_views_of_enquiries():
    """In the place of Wagtail's, whose names they keep: this app comes before it."""
    views = enquiries.EnquiryPagesView
    return [
        path("forms/", views.as_view()),
        path("forms/results/", views.as_view(results_only=True)),
        path("forms/submissions/<int:page_id>/delete/", enquiries.DeleteEnquiriesView.as_view()),
    ]
