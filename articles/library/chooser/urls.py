"""Addresses of the citation dialog, below the admin's."""

from django.urls import path

from articles.library.chooser import create_views as adding
from articles.library.chooser import views

app_name = "citations"

urlpatterns = [
    path("", views.dialog, name="dialog"),
    path("search/", views.search, name="search"),
    path("sources/", views.sources, name="sources"),
    path("labels/", views.labels, name="labels"),
    path("new/", adding.new, name="new"),
    path("paste/", adding.paste, name="paste"),
    path("numbers/", adding.numbers, name="numbers"),
]
