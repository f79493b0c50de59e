from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    """Replaces the permission policies of Wagtail's images and documents; comes after both."""

    name = "home.files"
    verbose_name = _("Files")

    def ready(self):
        from home.files.permissions import register_policies  # imports models

        register_policies()
