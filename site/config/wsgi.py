"""The WSGI application; uses the production settings unless the environment names others."""

import os

from config.handler import get_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

django = get_application()

from config.wsgi_stack import wrap_application  # noqa: E402 - needs the settings and the apps

application = wrap_application(django)
