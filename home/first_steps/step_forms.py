"""The steps as one interface: the form that each shows, and what it does when it is posted."""

from dataclasses import dataclass
from typing import Any

from django.forms import Media
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.panels import ObjectList
from wagtail.contrib.settings.views import get_setting_edit_handler
from wagtail.log_actions import log
from wagtail.models import Site

from articles.publishing.signing import explain_no_signature
from home.brand.models import LookSettings
from home.first_steps.article import ArticleForm
from home.first_steps.invitations import build_password_link, get_link_days, mail_invitation
from home.first_steps.left import settings_url
from home.first_steps.offer import OfferForm
from home.first_steps.pages import find_people, find_team
from home.first_steps.people import PersonForm
from home.first_steps.signers import SignersForm
from home.first_steps.you import YouForm, with_suggestions
from home.models import ClinicSettings


@dataclass(frozen=True)
class Outcome:
    """The result of a POST: done, or shown again; `url` overrides where to go next."""

    is_done: bool = False
    message: str = ""
    url: str = ""


class StepForm:
    """Base: a form that is done when it is valid and saved."""

    template = ""

    def __init__(self, site: Site, request: HttpRequest):
        self.site, self.request, self.user = site, request, request.user

    @property
    def data(self) -> Any:
        return self.request.POST if self.request.method == "POST" else None

    @cached_property
    def form(self) -> Any:
        raise NotImplementedError

    @property
    def media(self) -> Media:
        return self.form.media

    @property
    def all_settings_url(self) -> str:
        """The address of the whole form, if the step shows a part of it."""
        return ""

    def post(self) -> Outcome:
        if not self.form.is_valid():
            return Outcome()
        return Outcome(is_done=True, message=self.save())

    def save(self) -> str:
        """Save the form, and return the message for the user."""
        raise NotImplementedError

    def get_context(self) -> dict[str, Any]:
        return {}


class YouStep(StepForm):
    template = "home/admin/first_steps/you.html"

    @property
    def is_asking(self) -> bool:
        """True if the user only wants to see what a country offers; nothing is saved."""
        return "suggest" in self.request.POST

    def post(self) -> Outcome:
        return Outcome() if self.is_asking else super().post()

    @cached_property
    def form(self) -> YouForm:
        clinic = ClinicSettings.for_site(self.site)
        if self.is_asking:
            return YouForm(instance=clinic, initial=with_suggestions(self.request.POST))
        return YouForm(self.data, instance=clinic)

    @property
    def all_settings_url(self) -> str:
        return settings_url(ClinicSettings, self.site, self.user)

    def save(self) -> str:
        self.form.save_by(self.user)
        return _("Saved. The footer of every page shows it.")


class LookStep(StepForm):
    """The form of Settings > Look itself."""

    template = "home/admin/first_steps/look.html"

    @cached_property
    def look(self) -> LookSettings:
        return LookSettings.for_site(self.site)

    @cached_property
    def edit_handler(self) -> Any:
        return get_setting_edit_handler(LookSettings)

    @cached_property
    def form(self) -> Any:
        form_class = self.edit_handler.get_form_class()
        files = self.request.FILES if self.data is not None else None
        return form_class(self.data, files, instance=self.look, for_user=self.user)

    @cached_property
    def panel(self) -> Any:
        return self.edit_handler.get_bound_panel(
            instance=self.look, request=self.request, form=self.form
        )

    @property
    def media(self) -> Media:
        return self.form.media + self.panel.media

    @property
    def all_settings_url(self) -> str:
        return settings_url(LookSettings, self.site, self.user)

    def save(self) -> str:
        look = self.form.save()
        log(look, "wagtail.edit", user=self.user)
        return _("Saved. Every page has the new look.")

    def get_context(self) -> dict[str, Any]:
        """Return the fields and the contrast report of the settings' own layout."""
        layout = self.panel.get_context_data({})
        return {
            "fields": render_to_string(ObjectList.BoundPanel.template_name, {"self": self.panel}),
            "report": layout["report"],
            "report_mode": layout["report_mode"],
            "look_preview_url": layout["preview_url"],
        }


class PeopleStep(StepForm):
    template = "home/admin/first_steps/people.html"

    def __init__(self, site: Site, request: HttpRequest):
        super().__init__(site, request)
        self.invitation: dict[str, Any] | None = None

    @cached_property
    def form(self) -> PersonForm:
        return PersonForm(self.data, site=self.site, user=self.user)

    def post(self) -> Outcome:
        """Add the person, if one was typed. An invitation is shown before the next step."""
        goes_on = "add" not in self.request.POST
        if goes_on and not self.form.is_filled:
            return Outcome(is_done=bool(find_people(self.site)) or self._skip())
        if not self.form.is_valid():
            return Outcome()
        person, account = self.form.create()
        message = _("%s is on the team page.") % person.display_name
        if account is None:
            again = "" if goes_on else self.request.path
            return Outcome(is_done=goes_on, message=message, url=again)
        self.invitation = self._invite(account)
        self.form = PersonForm(site=self.site, user=self.user)
        return Outcome(message=message)

    def _skip(self) -> bool:
        self.form.add_error(None, _("Add at least one person, or skip this step."))
        return False

    def _invite(self, account: Any) -> dict[str, Any]:
        link = build_password_link(account)
        clinic = ClinicSettings.for_site(self.site).name
        return {
            "account": account,
            "link": link,
            "days": get_link_days(),
            "was_mailed": mail_invitation(account, link, clinic, self.user),
        }

    def get_context(self) -> dict[str, Any]:
        return {
            "people": find_people(self.site),
            "team": find_team(self.site),
            "invitation": self.invitation,
        }


class OfferStep(StepForm):
    template = "home/admin/first_steps/offer.html"

    @cached_property
    def form(self) -> OfferForm:
        return OfferForm(self.data, site=self.site, user=self.user)

    def save(self) -> str:
        topics, services = self.form.create()
        sentences = []
        if topics:
            text = ngettext("%d topic is public.", "%d topics are public.", len(topics))
            sentences.append(text % len(topics))
        if services:
            text = ngettext("%d service is a draft.", "%d services are drafts.", len(services))
            sentences.append(text % len(services))
            sentences.append(_("Write them, then publish them and their list."))
        return " ".join(sentences)


class SignsStep(StepForm):
    template = "home/admin/first_steps/signs.html"

    @cached_property
    def form(self) -> SignersForm:
        return SignersForm(self.data, site=self.site, user=self.user)

    def save(self) -> str:
        signers = self.form.save()
        return _("Can sign: %s.") % ", ".join(person.display_name for person in signers)

    def get_context(self) -> dict[str, Any]:
        context: dict[str, Any] = {
            "people_url": reverse("first_steps:step", args=[self.site.pk, "people"])
        }
        if obstacle := explain_no_signature(self.site.root_page):
            text, url = obstacle.for_user(self.user)
            context |= {"obstacle": text, "obstacle_url": url, "obstacle_link": obstacle.link}
        return context


class ArticleStep(StepForm):
    template = "home/admin/first_steps/article.html"

    @cached_property
    def form(self) -> ArticleForm:
        return ArticleForm(self.data, site=self.site, user=self.user)

    def post(self) -> Outcome:
        if not self.form.is_valid():
            return Outcome()
        page = self.form.create()
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        message = _("This is the draft. Write it, and submit it for review.")
        return Outcome(is_done=True, message=message, url=url)


STEP_FORMS: dict[str, type[StepForm]] = {
    "you": YouStep,
    "look": LookStep,
    "people": PeopleStep,
    "offer": OfferStep,
    "signs": SignsStep,
    "article": ArticleStep,
}


def get_step_form(name: str) -> type[StepForm]:
    return STEP_FORMS[name]
