from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Registers the home app and the handlers that notice a change of public content."""

    name = "home"
    verbose_name = _("Clinic")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from articles.cache import versioned as keeping
        from home.delivery import content_version as generation
        from home.discovery import share_images
        from home.discovery.search import indexing
        from home.images import making

        generation.connect()
        if settings.WAGTAILFRONTENDCACHE:
            from home.delivery.cdn import changes

            changes.connect()
        keeping.generation = generation.current
        indexing.connect()
        making.connect()
        share_images.connect()
