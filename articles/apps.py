from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """Registers the articles app and the handlers that keep derived facts true."""

    name = "articles"
    verbose_name = _("Articles")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from articles import signal_handlers
        from articles.citations import checks  # noqa: F401 - checks register themselves

        signal_handlers.connect()
