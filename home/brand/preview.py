"""The pages that show a look beside its form, in either scheme."""

from typing import Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from articles.models import ArticlePage
from articles.models.page_context import get_provided_context

# Preview modes of the settings: a page and a scheme.
SCHEMES = {"light": _("light"), "dark": _("dark")}
SCENES = {
    f"{page}-{scheme}": (page, scheme) for scheme in SCHEMES for page in ("home", "article", "form")
}
SCENE_LABELS = {
    "home-light": _("Home page, light"),
    "article-light": _("Article, light"),
    "form-light": _("Form, light"),
    "home-dark": _("Home page, dark"),
    "article-dark": _("Article, dark"),
    "form-dark": _("Form, dark"),
}
# The mode that shows how well everything can be read instead of a page.
REPORT = "report"


def find_page(look: Any, kind: str) -> Page | None:
    """Return the page of a site that shows this kind of page, if it has one."""
    root = look.site.root_page
    if kind == "home":
        return root.specific
    model = ArticlePage if kind == "article" else apps.get_model("home.EnquiryPage")
    return (
        model.objects.live()
        .public()
        .descendant_of(root)
        .order_by("-latest_revision_created_at")
        .first()
    )


def serve_scene(look: Any, request: HttpRequest, mode: str) -> HttpResponse:
    """Return a page as visitors would see it with the unsaved look."""
    kind, _scheme = SCENES[mode]
    page = find_page(look, kind)
    if page is None:
        return TemplateResponse(request, "home/admin/look/no_page.html", {"kind": kind})
    request.user = AnonymousUser()
    response: Any = page.serve_preview(request, page.default_preview_mode)
    response.context_data |= get_provided_context(look, request)
    return response
