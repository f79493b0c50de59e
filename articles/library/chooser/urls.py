"""Addresses of the citation dialog in the admin."""

from django.urls import path

from articles.library.chooser import views

app_name = "citations"

urlpatterns = [
    path("", views.dialog, name="dialog"),
    path("search/", views.search, name="search"),
    path("sources/", views.sources, name="sources"),
    path("labels/", views.labels, name="labels"),
    path("new/", views.new_reference, name="new"),
    path("paste/", views.paste_references, name="paste"),
    path("numbers/", views.convert_numbers, name="numbers"),
]
