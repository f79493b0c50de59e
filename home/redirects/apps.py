from wagtail.contrib.redirects.apps import WagtailRedirectsAppConfig


class RedirectsConfig(WagtailRedirectsAppConfig):
    """Wagtail's redirects, except that an address nobody could know gets none."""

    def ready(self):
        super().ready()
        # Imports models, which are not loaded before.
        from home.redirects import signals

        signals.register_signal_handlers()
