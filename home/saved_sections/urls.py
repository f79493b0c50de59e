"""Addresses of the dialogs, below `saved-sections/` in the admin."""

from django.urls import path

from home.saved_sections import views

app_name = "saved_sections"
urlpatterns = [
    path("choose/<str:page_type>/", views.choose, name="choose"),
    path("<int:pk>/copy/<str:page_type>/", views.copy, name="copy"),
    path("<int:pk>/preview/", views.preview, name="preview"),
    path("from/<int:page_id>/", views.save, name="save"),
]
