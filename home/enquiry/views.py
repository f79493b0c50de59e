"""The view that receives the form."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.models import Page
from wagtail.views import serve

from home.enquiry.models import EnquiryPage


@csrf_exempt
@sensitive_post_parameters()
def send_enquiry(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a page at an address that ends in the form's path component.

    An enquiry needs no CSRF token (`home.public_forms.guards` explains why). Other pages do.
    """
    route = Page.route_for_request(request, path)
    is_enquiry = route is not None and isinstance(route.page, EnquiryPage)
    return (serve if is_enquiry else csrf_protect(serve))(request, path)
