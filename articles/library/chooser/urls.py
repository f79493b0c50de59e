"""Addresses of the citation dialog, below the admin's."""

from django.urls import path

from articles.library.chooser import create_views, views

app_name = "citations"

urlpatterns = [
    path("", views.dialog, name="dialog"),
    path("search/", views.search, name="search"),
    path("sources/", views.sources, name="sources"),
    path("labels/", views.labels, name="labels"),
    path("new/", create_views.new_reference, name="new"),
    path("paste/", create_views.paste_references, name="paste"),
    path("numbers/", create_views.convert_numbers, name="numbers"),
]
