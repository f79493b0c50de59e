"""Makes `config` an app, for its system checks and management commands; it has no models."""

from django.apps import AppConfig

from config import unused_api

unused_api.leave_out()


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "Site configuration"

    def ready(self) -> None:
        # These import settings and models, which are not loaded before.
        from config import cached_translations, checks  # noqa: F401 -- importing `checks` registers them

        cached_translations.install()
