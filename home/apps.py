from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

PACKAGES_WITH_MODELS = (
    *("audit", "brand", "care", "enquiry", "feedback", "first_steps", "login"),
    *("saved_sections", "subscriptions"),
)


class HomeConfig(AppConfig):
    """The clinic's site: connects the handlers that react to changes of public content."""

    name = "home"
    verbose_name = _("Clinic")
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self):
        """Import the models that are in the packages that use them."""
        super().import_models()
        for package in PACKAGES_WITH_MODELS:
            import_module(f"home.{package}.models")

    def ready(self):
        # These import models.
        from articles.library.viewsets import LibraryViewSetGroup
        from articles.publishing.foreign_choices import OwnChoicesForm
        from home import jurisdictions  # noqa: F401 - registers itself
        from home.audit import receivers
        from home.brand.look_form import LookForm
        from home.brand.models import LookSettings
        from home.care import contexts  # noqa: F401 - contexts register themselves
        from home.care.booking_form import BookingPageForm
        from home.care.care_form import ConditionForm, ServiceForm
        from home.care.condition import ConditionPage
        from home.care.place import PlacePage
        from home.care.service import ServicePage
        from home.delivery import content_version
        from home.discovery import share_images
        from home.discovery.search import indexing
        from home.editing.body_form import BodyForm
        from home.enquiry.models import EnquiryPage
        from home.enquiry.page_form import EnquiryPageForm
        from home.images import renditions
        from home.login import second_factor, sessions
        from home.models import ClinicSettings, HomePage, ReaderSettings, StandardPage
        from home.paper import on_publish
        from home.saved_sections.policy import register_policy
        from home.saved_sections.viewset import SavedSectionsViewSet
        from home.walls.filters import limit_filters
        from home.walls.mails import replace_base_url_tag

        HomePage.base_form_class = StandardPage.base_form_class = BodyForm
        ClinicSettings.base_form_class = OwnChoicesForm
        ReaderSettings.base_form_class = OwnChoicesForm
        EnquiryPage.base_form_class = EnquiryPageForm
        LookSettings.base_form_class = LookForm
        PlacePage.base_form_class = BookingPageForm
        ServicePage.base_form_class = ServiceForm
        ConditionPage.base_form_class = ConditionForm
        LibraryViewSetGroup.items = (*LibraryViewSetGroup.items, SavedSectionsViewSet)
        register_policy()
        sessions.register_signal_handlers()
        second_factor.register_signal_handlers()
        receivers.register_signal_handlers()
        content_version.register_signal_handlers()
        if settings.WAGTAILFRONTENDCACHE:
            from home.delivery.cdn import changes  # needed only behind a CDN

            changes.register_signal_handlers()
        indexing.register_signal_handlers()
        renditions.register_signal_handlers()
        share_images.register_signal_handlers()
        on_publish.register_signal_handlers()
        limit_filters()
        replace_base_url_tag()
