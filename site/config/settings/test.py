"""Test settings, with the database engine of `TEST_DATABASE_URL` or SQLite.

`tests/conftest.py` decides the location of the test database and the uploads.
"""

from config import env
from config.settings.base import *

DEBUG = False
SECRET_KEY = "test-only"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
WAGTAILADMIN_BASE_URL = "http://testserver"

DATABASES = {
    "default": database_settings(env.text("TEST_DATABASE_URL"), VAR_DIR / "unused.sqlite3"),
}

# Drawings and renditions must not outlive a test, and no process may empty what another one reads;
# queries are counted with cold caches.
CACHES |= {
    "looks": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "looks"},
    "plates": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "plates"},
    "share": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "share"},
    "leaflets": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "leaflets",
    },
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    "enquiries": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "enquiries",
    },
}

# For tests of the worker, which need its table and not its migrations.
INSTALLED_APPS.append("django_tasks_db")
MIGRATION_MODULES = {"django_tasks_database": None}

# The default hasher is slow on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

env.refuse_if_incomplete()
