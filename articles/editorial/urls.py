"""Addresses in the admin, below "articles/"."""

from django.urls import path

from articles.artwork.share_image.drafts import draft_image
from articles.editorial.reports.freshness import FreshnessReportView
from articles.editorial.views import problems

app_name = "editorial"

urlpatterns = [
    path("<int:page_id>/problems/", problems, name="problems"),
    path("share-image/<str:signed>/", draft_image, name="share_image"),
    path("freshness/", FreshnessReportView.as_view(), name="freshness"),
    path(
        "freshness/results/",
        FreshnessReportView.as_view(results_only=True),
        name="freshness_results",
    ),
]
