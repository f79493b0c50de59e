"""The `config` app: system checks and management commands, no models."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "Site configuration"

    def ready(self) -> None:
        from config import checks, patches  # noqa: F401 -- register checks; need the models
        from config.exports import write_no_formulas  # needs the models

        write_no_formulas()
