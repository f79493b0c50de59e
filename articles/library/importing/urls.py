"""Addresses of import and export in the admin."""

from django.urls import path

from articles.library.importing.done_view import DoneView
from articles.library.importing.export_views import export_csl_json, export_ris
from articles.library.importing.preview_view import PreviewView
from articles.library.importing.upload_view import UploadView

app_name = "importing"

urlpatterns = [
    path("", UploadView.as_view(), name="upload"),
    path("references.ris", export_ris, name="export_ris"),
    path("references.json", export_csl_json, name="export_csl_json"),
    path("<slug:token>/", PreviewView.as_view(), name="preview"),
    path("<slug:token>/done/", DoneView.as_view(), name="done"),
]
