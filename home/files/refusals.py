"""Say why an image or document may not be changed. Wagtail would only say that it may not."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from home.files.public_use import File, describe_public_use

# The models of the views' arguments.
FILE_ARGUMENTS = {
    "image_id": get_image_model,
    "document_id": get_document_model,
    "doc_id": get_document_model,
}
INDEX_VIEWS = {"wagtailimages": "wagtailimages:index", "wagtaildocs": "wagtaildocs:index"}
MAX_LISTED_FILES = 20


class FileRefusalMiddleware:
    """Explains refusals before the views of images and documents run. It permits nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is None:
            return None
        if match.namespace in INDEX_VIEWS and match.url_name != "preview":
            return refuse_one(request, INDEX_VIEWS[match.namespace], kwargs)
        if match.url_name == "wagtail_bulk_action" and request.method == "GET":
            warn_about_many(request, kwargs)
        return None


def refuse_one(
    request: HttpRequest, index_view: str, kwargs: dict[str, Any]
) -> HttpResponse | None:
    """Return to the library with the reason; a script gets it as text."""
    for argument in FILE_ARGUMENTS.keys() & kwargs.keys():
        file = FILE_ARGUMENTS[argument]().objects.filter(pk=kwargs[argument]).first()
        if file and is_protected_from(request.user, file):
            reason = describe_public_use(file)
            if request.headers.get("x-requested-with") == "XMLHttpRequest":
                return HttpResponseForbidden(reason, content_type="text/plain; charset=utf-8")
            messages.error(request, reason)
            return redirect(index_view)
    return None


def warn_about_many(request: HttpRequest, kwargs: dict[str, Any]) -> None:
    """Add the reason for each chosen file that the bulk action leaves out."""
    models = {model()._meta.label_lower: model() for model in FILE_ARGUMENTS.values()}
    model = models.get(f"{kwargs['app_label']}.{kwargs['model_name']}")
    chosen = [pk for pk in request.GET.getlist("id") if pk.isdecimal()]
    if model is None or not chosen:
        return
    for file in model.objects.filter(pk__in=chosen[:MAX_LISTED_FILES]):
        if is_protected_from(request.user, file):
            messages.warning(request, f"“{file.title}”: {describe_public_use(file)}")


def is_protected_from(user: Any, file: File) -> bool:
    """Return True if the user could change the file if no public page showed it."""
    return user.is_authenticated and policy_registry.get(file).is_protected_from(user, file)
