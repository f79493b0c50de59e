"""URLs of the site. Pages come last, because editors choose their paths."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config.media import serve_document, serve_upload
from home.brand.views import stylesheet
from home.delivery.brand_files import brand_file
from home.discovery.cite_this import cite
from home.discovery.share_images import share_image
from home.enquiry.views import send_enquiry
from home.feedback.views import feedback_answer, feedback_words
from home.login.page_passwords import document_password, page_password
from home.login.views import SiteLoginView
from home.paper.views import leaflet

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "home.discovery.not_found.page_not_found"
handler500 = "config.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    # Ours come first: they replace Wagtail's views of the same paths.
    path("admin/", include("home.login.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("_util/login/", SiteLoginView.as_view(), name="wagtailcore_login"),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        page_password,
    ),
    path("documents/authenticate_with_password/<int:restriction_id>/", document_password),
    # In place of Wagtail's view at the same address, which keeps its name.
    re_path(r"^documents/(\d+)/(.*)$", serve_document),
    path("documents/", include(wagtaildocs_urls)),
    re_path(r"^look/(?P<name>[0-9a-f]{16})\.css$", stylesheet, name="look"),
    re_path(
        r"^look/(?P<version>[0-9a-f]{12})/(?P<name>[a-z0-9-]{1,20}\.(?:svg|png|webp|ico))$",
        brand_file,
        name="brand_file",
    ),
    path("search/", include("home.discovery.search.urls")),
    path("subscribe/", include("home.subscriptions.urls")),
    path("", include("articles.public.urls")),
    path("", include("home.discovery.syndication.urls")),
    re_path(r"^(?P<path>(?:[\w-]+/)+)cite\.(?P<suffix>ris|json)$", cite, name="cite"),
    re_path(r"^(?P<path>(?:[\w-]+/)+)clear/$", feedback_answer, name="feedback_answer"),
    re_path(r"^(?P<path>(?:[\w-]+/)+)clear/words/$", feedback_words, name="feedback_words"),
    re_path(r"^(?P<path>(?:[\w-]+/)+)leaflet\.pdf$", leaflet, name="leaflet"),
    re_path(
        r"^(?P<path>(?:[\w-]+/)*)share-(?P<version>[0-9a-f]{12})\.png$",
        share_image,
        name="share_image",
    ),
]

if settings.SERVE_MEDIA:
    urlpatterns.append(path(f"{settings.MEDIA_URL.lstrip('/')}<path:path>", serve_upload))

urlpatterns += [
    re_path(r"^((?:[\w-]+/)+send/)$", send_enquiry, name="send_enquiry"),
    path("", include(wagtail_urls)),
]
