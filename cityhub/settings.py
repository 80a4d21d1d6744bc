"""CityHub's settings: one file, fed by the environment (see docs/operator.md).

What is missing gets a default that runs without any server; what is wrong is
named by a system check (cityhub/checks.py), not by a crash at three in the
morning.
"""

import sys
import tempfile
from hashlib import sha256
from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE
from django.utils.translation import gettext_lazy as _

from cityhub.keys import kept_key

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env("CITYHUB_DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)
# A hub that runs on this data wrote there what it chose (port, mail server …), so
# that commands beside it see the same house; the environment comes first.
if sys.argv[1:2] != ["hub"] and (DATA_DIR / "hub.env").exists():
    environ.Env.read_env(DATA_DIR / "hub.env")

# --- The house -------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
PORT = env.int("PORT", default=8000)
SECRET_KEY = env("SECRET_KEY", default="") or kept_key(DATA_DIR / "secret_key")
CITYHUB_BASE_URL = env("CITYHUB_BASE_URL", default=f"http://localhost:{PORT}").rstrip(
    "/"
)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [CITYHUB_BASE_URL]
ROOT_URLCONF = "cityhub.urls"
WSGI_APPLICATION = "cityhub.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "cityhub",
    "cityhub.home",
    "cityhub.photos",
    "cityhub.myshop",
    "cityhub.demo",
    "events",
    "shops",
    "publishing",
    "publishing.desk",
    "publishing.facebook",
    "publishing.facebook.sandbox",
    "publishing.newsletter",
    "publishing.newsletter.mailbox",
    "publishing.growth",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "anymail",
    "modelcluster",
    "taggit",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",  # the templates of widgets, for the form renderer below
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # before static files: style and scripts too
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cityhub.policy.ContentPolicy",
    "cityhub.myshop.guard.Guard",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Rows, cache, mail -----------------------------------------------------

DATABASES = {
    "default": env.db_url(
        "DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'cityhub.sqlite3'}"
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Without IMMEDIATE, a fifth of the submissions fail with "database is
    # locked" as soon as a worker writes at the same time.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
            "PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=27103364;"
            "PRAGMA cache_size=2000;"
        ),
    }
    # A file, since the browser flows and the storms open it from several
    # processes.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
# A mail provider instead of a mail server: its class and its keys, as django-anymail
# documents them. Calls may not outlast a lease, nor be repeated by Amazon's client.
EMAIL_BACKEND = env("EMAIL_BACKEND", default=EMAIL_CONFIG["EMAIL_BACKEND"])
EMAIL_HOST = EMAIL_CONFIG.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = EMAIL_CONFIG.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = EMAIL_CONFIG.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = EMAIL_CONFIG.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL_CONFIG.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=20)  # seconds
ANYMAIL = {
    "REQUESTS_TIMEOUT": EMAIL_TIMEOUT,
    "AMAZON_SES_CLIENT_PARAMS": {"config": {"retries": {"total_max_attempts": 1}}},
    **env.json("ANYMAIL", default={}),
}
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="CityHub <cityhub@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Where bounces of the newsletter go, and how they are read: imap+ssl://, pop3+ssl://.
NEWSLETTER_RETURN_ADDRESS = env("NEWSLETTER_RETURN_ADDRESS", default="")
NEWSLETTER_RETURN_MAILBOX = env("NEWSLETTER_RETURN_MAILBOX", default="")
# The browser that draws mails for managers; empty: Chromium, if it is installed.
CHROMIUM = env("CHROMIUM", default="")
# Which key the mail relay signs with (DKIM); only to look whether it is published.
NEWSLETTER_DKIM_SELECTOR = env("NEWSLETTER_DKIM_SELECTOR", default="")
# From where the relay writes to the world, if EMAIL_URL's host isn't it; same purpose.
NEWSLETTER_SENDING_IPS = env.list("NEWSLETTER_SENDING_IPS", default=[])

# --- Language and time -----------------------------------------------------

LANGUAGE_CODE = env("LANGUAGE_CODE", default="fr")
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "cityhub" / "plain" / "locale"]  # before Wagtail's own words
FORMAT_MODULE_PATH = "cityhub.formats"
TIME_ZONE = env("TIME_ZONE", default="Europe/Paris")
USE_TZ = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- Files -----------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns of a directory that isn't there
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
# The hub serves uploads itself; in production the reverse proxy does.
CITYHUB_SERVE_MEDIA = env.bool("CITYHUB_SERVE_MEDIA", default=DEBUG)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env(
            "CITYHUB_STATICFILES_STORAGE",
            default="django.contrib.staticfiles.storage.StaticFilesStorage",
        )
    },
}
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's editor sends many fields
FILE_UPLOAD_PERMISSIONS = 0o644

# --- Security --------------------------------------------------------------

HTTPS = CITYHUB_BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = False  # the reverse proxy's work
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the desk shows pages in a frame before approval
SESSION_COOKIE_AGE = 60 * 60 * 12  # a shopkeeper stays longer: myshop/staying.py
AUTHENTICATION_BACKENDS = [
    "cityhub.myshop.signing_in.NameOrMail",
    "sesame.backends.ModelBackend",
]
SESAME_ONE_TIME = True
SESAME_MAX_AGE = 60 * 15
SESAME_INVALIDATE_ON_EMAIL_CHANGE = True
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "/ma-boutique/"
# Who tries too often is known by this; behind a proxy, by a header that it sets.
RATELIMIT_IP_META_KEY = env("RATELIMIT_IP_META_KEY", default="REMOTE_ADDR")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {  # the admin's differ: cityhub/policy.py
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "style-src-attr": [UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}
CITYHUB_ENCRYPTION_KEYS = env.list("CITYHUB_ENCRYPTION_KEYS", default=[]) or [
    kept_key(DATA_DIR / "encryption_key")
]

# --- Wagtail ---------------------------------------------------------------

WAGTAIL_SITE_NAME = "CityHub"
WAGTAILADMIN_BASE_URL = CITYHUB_BASE_URL
WAGTAIL_I18N_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", "Français"), ("en", "English")]
WAGTAILIMAGES_IMAGE_MODEL = "photos.Photo"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cityhub.photos.forms.PhotoForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "heic", "heif", "avif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100_000_000
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # Made by cityhub/home/migrations/0003: words without their accents.
    WAGTAILSEARCH_BACKENDS["default"]["SEARCH_CONFIG"] = "cityhub"
WAGTAIL_AUTOSAVE_INTERVAL = 3000
WAGTAILADMIN_USER_LOGIN_FORM = "cityhub.myshop.forms.entrance.AdminSignInForm"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no third-party request
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_USAGE_COUNT_ENABLED = True
TAGGIT_CASE_INSENSITIVE = True
TAG_SPACES_ALLOWED = True

# --- Celery: the clock and the hands; the beat schedule is in celery.py ----

_socket = DATA_DIR / "valkey.sock"
if len(str(_socket)) > 100:  # the kernel's limit for a socket's path is 108
    _name = sha256(str(DATA_DIR).encode()).hexdigest()[:12]
    _socket = Path(tempfile.gettempdir()) / f"cityhub-{_name}.sock"
CITYHUB_BROKER_SOCKET = _socket
CELERY_BROKER_URL = env(
    "CELERY_BROKER_URL", default=f"redis+socket://{_socket}?virtual_host=0"
)
if CELERY_BROKER_URL.startswith("redis"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 600,  # longer than any task
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 300
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULER = "cityhub.clock.SteadyScheduler"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")

# --- The engine and its channels -------------------------------------------

PUBLISHING_LEASE_SECONDS = env.int("PUBLISHING_LEASE_SECONDS", default=120)
PUBLISHING_GRACE_SECONDS = env.int("PUBLISHING_GRACE_SECONDS", default=90)
# How many workers at most send one newsletter at once, each on its own connection.
NEWSLETTER_HANDS = env.int("NEWSLETTER_HANDS", default=2)
# How fast: "10/second 2000/hour" in all, "gmail.com:100/minute" to one domain,
# "*:300/hour" to each.
NEWSLETTER_LIMITS = env("NEWSLETTER_LIMITS", default="")
# An issue later than this asks a person before it leaves.
NEWSLETTER_LATENESS_HOURS = env.int("NEWSLETTER_LATENESS_HOURS", default=6)
# Names this installation where the machine has no lasting name (containers): a copy
# that has another name, or another database, asks before it sends.
CITYHUB_INSTANCE = env("CITYHUB_INSTANCE", default="")
FACEBOOK_API_VERSION = env("FACEBOOK_API_VERSION", default="v26.0")
FACEBOOK_CONNECT_TIMEOUT = env.float("FACEBOOK_CONNECT_TIMEOUT", default=3)
FACEBOOK_READ_TIMEOUT = env.float("FACEBOOK_READ_TIMEOUT", default=20)
FACEBOOK_PHOTO_TIMEOUT = env.float("FACEBOOK_PHOTO_TIMEOUT", default=60)
# Facebook calls /facebook/webhook/; what it doesn't tell is read that often.
FACEBOOK_WEBHOOK_VERIFY_TOKEN = env("FACEBOOK_WEBHOOK_VERIFY_TOKEN", default="")
FACEBOOK_LOOK_SECONDS = env.int("FACEBOOK_LOOK_SECONDS", default=600)

# The sandbox speaks the Graph API and receives the mail of the demonstration.
# A system check refuses it on anything but a loopback address.
CITYHUB_SANDBOX = env.bool("CITYHUB_SANDBOX", default=False)
# How wide, in pixels, the pictures of the demonstration are drawn.
CITYHUB_DEMO_WIDTH = env.int("CITYHUB_DEMO_WIDTH", default=960)
FACEBOOK_GRAPH_URL = env(
    "FACEBOOK_GRAPH_URL",
    default=f"http://127.0.0.1:{PORT}/sandbox/graph/"
    if CITYHUB_SANDBOX
    else "https://graph.facebook.com/",
)

FACEBOOK_LOGIN_URL = env(
    "FACEBOOK_LOGIN_URL",
    default=f"{CITYHUB_BASE_URL}/sandbox/facebook/"
    if CITYHUB_SANDBOX
    else "https://www.facebook.com/",
)
# The sandbox knows an application of its own.
FACEBOOK_APP_ID = env("FACEBOOK_APP_ID", default="1" * 15 if CITYHUB_SANDBOX else "")
FACEBOOK_APP_SECRET = env(
    "FACEBOOK_APP_SECRET", default="sandbox" if CITYHUB_SANDBOX else ""
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    # Its other lines hold addresses, and one of Facebook's holds a token.
    "loggers": {
        "urllib3": {"level": "ERROR"},
        "flufl.bounce": {"level": "WARNING"},  # else twenty lines for each mail
    },
}
