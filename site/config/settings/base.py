"""Settings shared by development, production and tests.

Operators set values in the environment, which `config.env` reads. README.md lists the
variables.
"""

from pathlib import Path

from django.conf import global_settings

from config import env
from config.databases import database_settings
from config.email import email_settings
from config.frontend_caches import frontend_caches
from config.security import ADMIN_POLICY, PUBLIC_POLICY

BASE_DIR = Path(__file__).resolve().parents[3]
# Files that are made while running and are not in the repository: database, uploads, caches.
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var"))).absolute()
VAR_DIR.mkdir(parents=True, exist_ok=True)

# -- Applications ---------------------------------------------------------------------------------

INSTALLED_APPS = [
    "config",
    "home",
    "articles",
    "wagtail.contrib.forms",
    "home.redirects.apps.RedirectsConfig",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "home.audit.apps.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "home.files.apps.FilesConfig",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_otp_webauthn",
    "csp",
]

MIDDLEWARE = [
    "config.logs.request_id_middleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "config.security.PolicyMiddleware",
    "config.security.permissions_policy_middleware",
    "config.middleware.charset_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "home.login.second_factor.verified_user_middleware",
    "home.login.sessions.activity_middleware",
    "home.audit.log.audit_middleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.middleware.method_not_allowed_middleware",
    "config.slow_work.TooBusyMiddleware",
    "home.delivery.cache_headers.fresh_for_editors_middleware",
    "home.delivery.sites.SiteMiddleware",
    "home.walls.middleware.WallMiddleware",
    "home.files.refusals.FileRefusalMiddleware",
    "articles.publishing.refusals.PublishingRefusalMiddleware",
    "home.redirects.middleware.redirect_middleware",
]

ROOT_URLCONF = "config.urls"
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.delivery.context_processors.site_context",
            ],
            # For templates that show what is edited in a form beside them.
            "builtins": ["articles.templatetags.editing_tags"],
        },
    },
]

# -- Data -----------------------------------------------------------------------------------------

DATABASES = {"default": database_settings(env.text("DATABASE_URL"), VAR_DIR / "haven.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Drawings depend on nothing but their address, so they never expire.
    "plates": {
        "BACKEND": "config.file_cache.BestEffortFileCache",
        "LOCATION": VAR_DIR / "cache" / "plates",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    # Share images take a fifth of a second each. Their keys change with what they show; those of
    # former titles are never requested again and are culled in time.
    "share": {
        "BACKEND": "config.file_cache.BestEffortFileCache",
        "LOCATION": VAR_DIR / "cache" / "share",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 2_000},
    },
    # Leaflets take seconds each, and their keys change with what they show as well.
    "leaflets": {
        "BACKEND": "config.file_cache.BestEffortFileCache",
        "LOCATION": VAR_DIR / "cache" / "leaflets",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 2_000},
    },
    # Style sheets of looks, which are found here without the database. Those of former looks serve
    # pages that caches elsewhere still have.
    "looks": {
        "BACKEND": "config.file_cache.BestEffortFileCache",
        "LOCATION": VAR_DIR / "cache" / "looks",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 2_000},
    },
    # On disk, so that a process which replaces an image drops its renditions for all processes.
    "renditions": {
        "BACKEND": "config.file_cache.BestEffortFileCache",
        "LOCATION": VAR_DIR / "cache" / "renditions",
        "TIMEOUT": 24 * 60 * 60,
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    # On disk, so that limits of public forms per connection count in all processes together.
    "enquiries": {
        "BACKEND": "config.file_cache.BestEffortFileCache",
        "LOCATION": VAR_DIR / "cache" / "enquiries",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}

# Limits how many leaflets are made, and how many requests wait for theirs: see `home.paper`.
LEAFLET_WORK = "config.slow_work.leaflets"

# -- Copies of pages ------------------------------------------------------------------------------

# The function that tells caches in a process when public content has changed: see `articles.cache`.
CONTENT_VERSION = "home.delivery.content_version.current"
# The memory of `config.page_cache` in each process; 0 for none, as in development.
PAGE_CACHE_BYTES = 0
# Has one thread of a process send the cached pages: see config/page_cache/leader.py.
PAGE_CACHE_LEADER = True
# How long cached pages are sent that the database or Django cannot confirm.
STALE_SECONDS = env.number("STALE_SECONDS", default=24 * 60 * 60)
# How long a CDN may serve a page without asking. Changed pages are purged if `PURGE` names the CDN;
# parts of every page, such as the menu, change there only after this time.
SHARED_CACHE_SECONDS = env.number("SHARED_CACHE_SECONDS", default=60)

# The caches in front of the site that changed pages are purged from: see home/delivery/cdn.
WAGTAILFRONTENDCACHE = frontend_caches(env.words("PURGE"))

# -- Work in the background -----------------------------------------------------------------------

# Renditions, share images, mails, the search index and purging: run at once, or a moment later by
# `manage.py db_worker`.
BACKGROUND_WORKER = env.flag("BACKGROUND_WORKER", default=False)
if BACKGROUND_WORKER:
    env.require_packages("BACKGROUND_WORKER", "django_tasks_db")
    INSTALLED_APPS.append("django_tasks_db")
    TASKS = {
        "default": {"BACKEND": "config.task_backends.WorkerBackend"},
        "at_once": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    }

# -- People ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "home.User"
PASSWORD_HASHERS = [
    "config.hashers.OneAtATimeHasher",
    # Django's others, for passwords of imported users until they log in.
    *global_settings.PASSWORD_HASHERS[1:],
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Django's backend, with limits.
AUTHENTICATION_BACKENDS = ["home.login.backend.LimitedBackend"]
WAGTAILADMIN_USER_LOGIN_FORM = "home.login.forms.LoginForm"
# Attempts in a time that starts with the first one. See home/login/limits.py.
LOGIN_LIMITS = {
    "account from a network": "5 per 5 minutes",
    # A whole clinic may share one address.
    "network": "30 per 15 minutes",
    "account": "20 per 15 minutes",
    "browser": "10 per 5 minutes",
    "second factor": "10 per 15 minutes",
    "reset mail": "3 per hour",
    "resets from a network": "10 per hour",
    "page password": "10 per 15 minutes",
    "page password from unknown networks": "100 per 15 minutes",
}

SESSION_ENGINE = "home.login.sessions"
# Minutes without activity, and hours altogether, after which a user has to log in again: long
# enough for writing between two clicks, and for one working day.
SESSION_IDLE_MINUTES = env.number("SESSION_IDLE_MINUTES", default=120)
SESSION_HOURS = env.number("SESSION_HOURS", default=12)

# Require a second factor of superusers, publishers and administrators. Others may have one.
SECOND_FACTOR_REQUIRED = env.flag("SECOND_FACTOR_REQUIRED", default=False)
# The limit "second factor" above counts codes, and never locks anybody out for long.
OTP_TOTP_THROTTLE_FACTOR = 0
OTP_STATIC_THROTTLE_FACTOR = 0
OTP_WEBAUTHN_HELPER_CLASS = "home.login.passkeys.Helper"
OTP_WEBAUTHN_ALLOW_PASSWORDLESS_LOGIN = False
# The helper answers these for each request. The library's checks want a setting.
OTP_WEBAUTHN_RP_ID_CALLABLE = "home.login.passkeys.relying_party"
OTP_WEBAUTHN_RP_NAME = "Haven"
SILENCED_SYSTEM_CHECKS = ["otp_webauthn.E030"]

# Days after which entries of the audit log are deleted.
AUDIT_LOG_DAYS = env.number("AUDIT_LOG_DAYS", default=365)

# -- Language and time ----------------------------------------------------------------------------

LANGUAGE_CODE = env.text("LANGUAGE_CODE", "en-gb")
FORMAT_MODULE_PATH = "config.formats"
# A clinic's translations of this site's texts; Wagtail and Django bring their own.
LOCALE_PATHS = [BASE_DIR / "site" / "locale"]
TIME_ZONE = env.text("TIME_ZONE", "Europe/London")
USE_I18N = True
USE_TZ = True

# -- Files ----------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "site" / "static"]

MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(VAR_DIR / "media"))).absolute()
# The bucket in which several machines store uploads. Plates, share images and the limit of
# enquiries stay on each machine.
MEDIA_BUCKET = env.text("MEDIA_BUCKET")
# Off where a web server in front serves them, which is faster.
SERVE_MEDIA = env.flag("SERVE_MEDIA", default=False)

# A page with many blocks has more form fields than Django's default of 1,000.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# -- Search engines -------------------------------------------------------------------------------

# Off for a trial: robots.txt then disallows everything.
ALLOW_INDEXING = env.flag("ALLOW_INDEXING", default=True)

# -- Security -------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = PUBLIC_POLICY
CONTENT_SECURITY_POLICY_ADMIN = ADMIN_POLICY
# Health topics are private, so other sites get no referrer. (With `no-referrer` browsers would send
# `Origin: null` and the login form would be refused.)
SECURE_REFERRER_POLICY = "same-origin"
# The preview panel shows pages in a frame.
X_FRAME_OPTIONS = "SAMEORIGIN"

# The number of proxies in front of the site that append to X-Forwarded-For. Without a proxy the
# header is sent by the visitor and proves nothing.
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", default=0)
# From one address, which may be a whole office.
ENQUIRIES_PER_HOUR = 5
ENQUIRIES_PER_DAY = 30
# Requests to subscribe, each of which sends a mail to an address that anybody may have typed.
SUBSCRIPTIONS_PER_HOUR = 5
SUBSCRIPTIONS_PER_DAY = 20
# Answers to "Was this clear?", and words about it.
FEEDBACK_PER_HOUR = 20
FEEDBACK_PER_DAY = 60
# Enquiries that the database does not have yet, and what error pages show while it is away.
ENQUIRY_FOLDER = VAR_DIR / "enquiries"
# Pages that nginx sends while the site does not answer: see home/delivery/error_pages.py.
ERROR_PAGES_FOLDER = VAR_DIR / "error-pages"

# -- Mail -----------------------------------------------------------------------------------------

globals().update(email_settings(env.text("EMAIL_URL", "console:")))
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "webmaster@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# The people who run the site. They get a mail when scheduled work fails.
ADMINS = [(address, address) for address in env.words("OPERATORS")]
# Letters to readers in a minute, in all processes together, as the mail provider allows.
LETTERS_PER_MINUTE = env.number("LETTERS_PER_MINUTE", default=60)
# A file that the backup changes when it has succeeded.
BACKUP_STAMP = env.text("BACKUP_STAMP")

# -- Wagtail --------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Haven"
WAGTAILADMIN_BASE_URL = env.text("SITE_URL", "http://localhost:8000")

WAGTAIL_FINISH_WORKFLOW_ACTION = "articles.review.workflow_finish.publish_approved"

# One index of plain words, so that a search finds the same pages with every database.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "home.discovery.search.backend"}}

WAGTAILIMAGES_IMAGE_MODEL = "home.ClinicImage"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
# The size of photos of cameras and telephones. Decoding needs up to eight bytes for each pixel.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "home.images.uploads.PictureForm"
# Looks about the same in all three formats. AVIF is faster and smaller than by default (61).
WAGTAILIMAGES_AVIF_QUALITY = 52
WAGTAILIMAGES_WEBP_QUALITY = 76
WAGTAILIMAGES_JPEG_QUALITY = 78

# Served by the view that checks permissions, wherever they are stored.
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = [
    *("csv", "docx", "odt", "pdf", "pptx", "rtf", "txt", "xlsx"),
    *("mp4", "webm", "vtt"),
]
# Of films. Other documents may have less: see home/files/uploads.py.
WAGTAILDOCS_MAX_UPLOAD_SIZE = 100 * 1024 * 1024
WAGTAILDOCS_DOCUMENT_FORM_BASE = "home.files.uploads.FileForm"

# Neither pages nor the admin request anything from other servers.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILEMBEDS_FINDERS: list[dict[str, object]] = []
