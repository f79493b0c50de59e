"""Addresses of what the articles need besides the pages themselves."""

from django.urls import path

from articles.plates.views import plate

app_name = "articles"

urlpatterns = [
    path("plates/<str:version>/<str:name>.svg", plate, name="plate"),
]
