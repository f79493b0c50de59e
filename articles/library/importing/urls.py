"""Addresses of import and export in the admin."""

from django.urls import path

from articles.library.importing import views

app_name = "importing"

urlpatterns = [
    path("", views.UploadView.as_view(), name="upload"),
    path("references.ris", views.export_library, {"suffix": "ris"}, name="export_ris"),
    path("references.json", views.export_library, {"suffix": "json"}, name="export_csl_json"),
    path("<slug:token>/", views.PreviewView.as_view(), name="preview"),
    path("<slug:token>/done/", views.DoneView.as_view(), name="done"),
]
