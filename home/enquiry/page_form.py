"""The form with which editors edit an enquiry page and its fields."""

from wagtail.contrib.forms.forms import WagtailAdminFormPageForm

from articles.publishing.page_form import PageForm


class EnquiryPageForm(PageForm, WagtailAdminFormPageForm):
    pass
