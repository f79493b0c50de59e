from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Registers the home app and the handlers that notice a change of public content."""

    name = "home"
    verbose_name = _("Clinic")
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self):
        """Import the models of enquiries, which live beside the code they need."""
        super().import_models()
        import_module("home.enquiry.models")

    def ready(self):
        # These import models, which are not loaded before.
        from articles.cache import versioned
        from home.delivery import content_version
        from home.discovery import share_images
        from home.discovery.search import indexing
        from home.images import making

        content_version.register_signal_handlers()
        if settings.WAGTAILFRONTENDCACHE:
            from home.delivery.cdn import changes  # needed only behind a CDN

            changes.register_signal_handlers()
        versioned.get_content_version = content_version.current
        indexing.register_signal_handlers()
        making.register_signal_handlers()
        share_images.register_signal_handlers()
