"""Addresses in the admin, below "review/"."""

from django.urls import path

from articles.review.admin_views import ask

app_name = "review"

urlpatterns = [
    path("<int:page_id>/ask/", ask, name="ask"),
]
