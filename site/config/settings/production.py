"""Production settings. The site refuses to start while a required variable is missing."""

from config import env
from config.logs import log_settings
from config.settings.base import *

DEBUG = False
SECRET_KEY = env.required("SECRET_KEY", "a long random text that signs sessions and links")
# Former keys, whose sessions and links remain valid.
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
if not ALLOWED_HOSTS:
    env.required("ALLOWED_HOSTS", "the site's host names, separated by commas")
env.required("DATABASE_URL", "the database, such as postgres://user:password@host/db")

# Off only for a trial over plain http.
HTTPS = env.flag("HTTPS", default=True)
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
if HTTPS:
    # The server in front terminates TLS and must set this header on every request.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SILENCED_SYSTEM_CHECKS += [
    # This site cannot promise https for all subdomains of the clinic.
    "security.W005",
    "security.W021",
    # The preview of the editor is a frame.
    "security.W019",
]

if ALLOWED_HOSTS:
    scheme = "https" if HTTPS else "http"
    WAGTAILADMIN_BASE_URL = env.text("SITE_URL", f"{scheme}://{ALLOWED_HOSTS[0].lstrip('.')}")

# In front of Django: see config/wsgi_stack.py.
PAGE_CACHE_BYTES = env.number("PAGE_CACHE_MB", default=16) * 1024 * 1024
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static_storage.StaticStorage"},
}
# Templates use hashed names, so copies without a hash are never requested.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
if MEDIA_BUCKET:
    env.require_packages("MEDIA_BUCKET", "storages")
    STORAGES["default"] = {"BACKEND": "config.s3_storage.MediaStorage"}
    SERVE_MEDIA = True
    # A machine cannot drop the renditions that others have cached; the database has them.
    CACHES["renditions"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}

LOGGING = log_settings(env.choice("LOG_FORMAT", "line", "json"))

env.refuse_if_incomplete()
