"""The list of what a new site still lacks, the most important first."""

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, Site
from wagtail.permissions import policy_registry

from articles.models import ArticlePage, EditorialSettings
from articles.publishing.signing import explain_no_signature
from home.first_steps.signers import find_signers
from home.first_steps.steps import STEPS_BY_NAME
from home.models import ClinicSettings

MAX_DRAFTS = 20


class Missing(NamedTuple):
    """A missing thing and why it matters; `url` is empty if the user may not change it."""

    what: str
    why: str
    url: str = ""


def find_missing(site: Site, user: Any) -> list[Missing]:
    clinic = ClinicSettings.objects.filter(site=site).first() or ClinicSettings(site=site)
    drafts = _drafts(site)
    named = _pages_named_in_settings(site, clinic)
    urgent, others = _missing_facts(site, clinic, user)
    return [
        *urgent,
        *_missing_signature(site, user),
        *(_as_missing(page, user) for page in drafts if page.pk in named),
        *others,
        *(_as_missing(page, user) for page in drafts if page.pk not in named),
    ]


def _missing_facts(site: Site, clinic: ClinicSettings, user: Any) -> tuple[list[Missing], ...]:
    """Return the facts that patients need at once, and the others."""
    url = step_url(site, "you") if STEPS_BY_NAME["you"].may_take(user, site) else ""
    settings = settings_url(ClinicSettings, site, user)
    registered = clinic.regulator or clinic.registration or clinic.registration_number
    urgent = (
        (
            clinic.emergency,
            _("Emergency note"),
            _(
                "People in danger look for it. Until you write one, a search for help shows the "
                "numbers of your country."
            ),
            url,
        ),
        (clinic.phone or clinic.email, _("Telephone or email"), _("Nobody can reach you."), url),
        (registered, _("Registration"), _("Patients check who regulates you."), url),
    )
    others = (
        (clinic.address, _("Address"), _("Patients look for it."), url),
        (
            clinic.booking_page_id,
            _("Booking page"),
            _("Without it, no page has the booking button."),
            settings,
        ),
    )
    return tuple(
        [Missing(what, why, link) for value, what, why, link in checks if not value]
        for checks in (urgent, others)
    )


def _missing_signature(site: Site, user: Any) -> list[Missing]:
    editorial = EditorialSettings.objects.filter(site=site).first() or EditorialSettings(site=site)
    if not editorial.sign_off_required:
        return []
    if obstacle := explain_no_signature(site.root_page):
        text, url = obstacle.for_user(user)
        return [Missing(_("Clinical review"), text, url)]
    if find_signers(site):
        return []
    url = step_url(site, "signs") if STEPS_BY_NAME["signs"].may_take(user, site) else ""
    return [Missing(_("A clinician who signs"), _("No article can be published without."), url)]


def _drafts(site: Site) -> list[Page]:
    """Return the pages that were never published, except articles, in tree order."""
    drafts = Page.objects.descendant_of(site.root_page).filter(live=False, alias_of=None)
    return list(drafts.not_type(ArticlePage).order_by("path")[:MAX_DRAFTS])


def _as_missing(page: Page, user: Any) -> Missing:
    why = _("A draft. Links to it appear when it is published.")
    return Missing(page.get_admin_display_title(), why, _edit_url(page, user))


def _pages_named_in_settings(site: Site, clinic: ClinicSettings) -> set[int]:
    """Return the pages that header and footer of every page, or the disclaimer, link to."""
    editorial = EditorialSettings.objects.filter(site=site).first()
    named = [clinic.booking_page_id, clinic.health_data_page_id]
    named += [editorial.policy_page_id] if editorial else []
    links = [child.value for child in clinic.legal_links]
    for column in clinic.footer_columns:
        links += column.value.get("links") or []
    named += [link["page"].pk for link in links if link.get("page")]
    return {pk for pk in named if pk}


def step_url(site: Site, name: str) -> str:
    return reverse("first_steps:step", args=[site.pk, name])


def settings_url(model: Any, site: Site, user: Any) -> str:
    """Return the address of the form of settings; empty if the user may not change them."""
    policy = policy_registry.get_by_type(model)
    if not policy.user_has_permission_for_instance(user, "change", site):
        return ""
    names = (model._meta.app_label, model._meta.model_name)
    return reverse("wagtailsettings:edit", args=[*names, site.pk])


def _edit_url(page: Page, user: Any) -> str:
    if not page.permissions_for_user(user).can_edit():
        return ""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
