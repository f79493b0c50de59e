"""Addresses in the admin, below "articles/"."""

from django.urls import path

from .views import problems

app_name = "editorial"

urlpatterns = [
    path("<int:page_id>/problems/", problems, name="problems"),
]
