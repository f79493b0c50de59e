"""For the test suite: quick, quiet, and on the engine `TEST_DATABASE_URL` names, or SQLite.

Where the test database and the uploads lie is decided in `tests/conftest.py`.
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

# Neither drawings nor renditions may outlive a test, and query counts are those of a cold cache.
CACHES |= {
    "plates": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "plates"},
    "share": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "share"},
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    "enquiries": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "enquiries",
    },
}

# For tests of what a worker does. They need its table, and not the history of it.
INSTALLED_APPS.append("django_tasks_db")
MIGRATION_MODULES = {"django_tasks_database": None}

# Hashing a password is slow on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

env.refuse_if_incomplete()
