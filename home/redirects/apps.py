from wagtail.contrib.redirects.apps import WagtailRedirectsAppConfig


class RedirectsConfig(WagtailRedirectsAppConfig):
    """Wagtail's redirects, without redirects from addresses that were never public."""

    def ready(self):
        super().ready()
        from home.redirects import signals  # imports models

        signals.register_signal_handlers()
