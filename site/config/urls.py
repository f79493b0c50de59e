"""Where everything is found. Pages come last, since their addresses are the editors' to choose."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

handler404 = "home.views.page_not_found"

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("articles.urls")),
]

if settings.SERVE_MEDIA:
    # Documents may be private: only Wagtail's own view, which checks, hands them out.
    uploads = rf"^{settings.MEDIA_URL.strip('/')}/(?P<path>(?!documents/).*)$"
    urlpatterns.append(re_path(uploads, serve, {"document_root": settings.MEDIA_ROOT}))

urlpatterns.append(path("", include(wagtail_urls)))
