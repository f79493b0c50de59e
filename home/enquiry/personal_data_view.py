"""The page of the admin on which a person's data are found, exported and erased."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.enquiry.admin import PERMISSION
from home.enquiry.personal_data import Address, PersonalData, find_personal_data

TITLE = _("A person's data")


class PersonalDataMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


def personal_data_menu_item() -> MenuItem:
    return PersonalDataMenuItem(
        TITLE, reverse("personal_data"), name="personal-data", icon_name="user", order=1100
    )


class AddressForm(forms.Form):
    address = forms.CharField(
        label=_("Email address or phone number"),
        max_length=254,
        help_text=_(
            "Enquiries, subscriptions and words about articles are searched for it, in any "
            "spelling."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_address(self) -> str:
        Address.parse(self.cleaned_data["address"])
        return self.cleaned_data["address"]


class PersonalDataView(WagtailAdminTemplateMixin, FormView):
    """Everything is a POST request, so that no address gets into a URL, a history or a log."""

    form_class = AddressForm
    template_name = "home/enquiry/personal_data.html"
    page_title = TITLE
    header_icon = "user"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": TITLE}]

    def form_valid(self, form: AddressForm) -> HttpResponse:
        found = find_personal_data(Address.parse(form.cleaned_data["address"]))
        action = self.request.POST.get("action")
        if action == "erase":
            return self.erase(form, found)
        if action in ("json", "csv") and found.number:
            found.log_export(self.request.user)
            return export(found, action)
        found.log_reading()
        return self.show(form, found)

    def erase(self, form: AddressForm, found: PersonalData) -> HttpResponse:
        """Erase what was shown. The list is shown again if it is not the same any more."""
        if str(found.number) != self.request.POST.get("number"):
            messages.error(self.request, _("The list has changed. Nothing was erased. Check it."))
            return self.show(form, found)
        if not self.request.POST.get("confirmed"):
            messages.error(
                self.request, _("Nothing was erased. Confirm that all belong to this person.")
            )
            return self.show(form, found)
        number = found.erase(self.request.user)
        message = ngettext("%(count)d record was erased.", "%(count)d records were erased.", number)
        messages.success(self.request, message % {"count": number})
        return self.show(form, find_personal_data(found.address))

    def show(self, form: AddressForm, found: PersonalData) -> HttpResponse:
        context = self.get_context_data(form=form, found=found, rows=list(found.rows()))
        return self.render_to_response(context)


def export(found: PersonalData, kind: str) -> HttpResponse:
    text = found.to_json() if kind == "json" else found.to_csv()
    types = {"json": "application/json", "csv": "text/csv; charset=utf-8"}
    response = HttpResponse(text, content_type=types[kind])
    # The name of the file says nothing about the person.
    response.headers["Content-Disposition"] = f'attachment; filename="records.{kind}"'
    response.headers["Cache-Control"] = "no-store"
    return response
