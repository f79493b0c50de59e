"""URLs of articles that are not pages."""

from django.urls import path, re_path

from articles.artwork.drawings import drawing
from articles.public.views import references
from articles.review.views import review

app_name = "articles"

urlpatterns = [
    path("plates/<str:version>/<str:name>.svg", drawing, name="plate"),
    path("review/<str:token>/", review, name="review"),
    re_path(
        r"^(?P<path>(?:[\w-]+/)+)references\.(?P<suffix>ris|json)$", references, name="references"
    ),
]
