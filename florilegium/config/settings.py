"""The settings of an instance. People set them by environment variables: ``docs/settings.md``."""

from pathlib import Path
from urllib.parse import urlsplit

from florilegium.kit import environment, secret

PACKAGE = Path(__file__).resolve().parent.parent

# ---------------------------------------------------------------- what people set

#: The folder of everything that must be kept: database, secret key, files brought in.
DATA = Path(environment.text("DATA") or "data").expanduser().resolve()
#: The public address, e.g. https://library.example.org; empty on one's own machine.
SITE_URL = environment.url("URL")
SITE_NAME = environment.text("NAME", "Florilegium")
#: Addresses of reverse proxies whose X-Forwarded-* headers are believed.
TRUSTED_PROXIES = environment.networks("TRUSTED_PROXIES")
IMPRINT = environment.link("IMPRINT")
CONTACT = environment.link("CONTACT")
SIGNUP = environment.choice("SIGNUP", "closed", ("open", "closed"))
WORKERS = environment.number("WORKERS", 2, 1, 64)
UPLOAD_MB = environment.number("UPLOAD_MB", 200, 1, 2000)
#: How often a token, or a person on our own pages, may write through the API in a minute.
API_WRITES_A_MINUTE = environment.number("API_WRITES_A_MINUTE", 600, 1, 1_000_000)
#: What is fetched of the pages that people keep: copies (and what a page says of itself), facts alone, or nothing.
CAPTURE = environment.choice("CAPTURE", "copies", ("copies", "facts", "off"))
#: How many dated copies of one page are kept.
COPIES_A_PAGE = environment.number("COPIES_A_PAGE", 20, 1, 1000)
#: For tests alone: hosts and ports of this machine that kit.fetching may ask.
FETCH_ALLOW = environment.doors("FETCH_ALLOW")
#: Trash and unfinished uploads are kept this long.
TRASH_DAYS = environment.number("TRASH_DAYS", 30, 1, 3650)

# ---------------------------------------------------------------- Django

SECRET_KEY = secret.read(DATA)
DEBUG = environment.flag("DEBUG")
_site = urlsplit(SITE_URL)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *([_site.hostname] if _site.hostname else [])]
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL else []
ROOT_URLCONF = "florilegium.config.urls"
WSGI_APPLICATION = "florilegium.config.wsgi.application"
AUTH_USER_MODEL = "people.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": environment.database("DATABASE_URL", DATA)}
#: Shared by all processes: sign-in counts its attempts there, and a code of OAuth is made by one and taken by another.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.idp.oidc",
    "florilegium.people",
    "florilegium.groups",
    "florilegium.library",
    "florilegium.archive",
    "florilegium.portability",
    "florilegium.web",
]

#: Where programs ask: no session, no cookie, no redirect; but for our own pages, which send their CSRF token in a header.
STATELESS = ("/api/", "/feeds/private/", "/oauth/token", "/oauth/revoke", "/.well-known/")

MIDDLEWARE = [
    "florilegium.web.middleware.Doors",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "florilegium.web.language.SpokenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "florilegium.web.middleware.Refusals",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "florilegium.web.rendering.environment",
            "auto_reload": DEBUG,
            # for the pages that allauth renders; ours are handed their shell by web.rendering.render
            "context_processors": ["florilegium.web.shell.around"],
        },
    },
    {
        # allauth's own pages that we do not set ourselves, and its mails
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

# ---------------------------------------------------------------- languages and time

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = environment.zone("TIME_ZONE", "UTC")

# ---------------------------------------------------------------- static files

#: Served by config.wsgi before Django is asked; web.rendering adds each file's digest to its address.
STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "web" / "static"

# ---------------------------------------------------------------- stored files

MEDIA_ROOT = DATA / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "copies": environment.storage("STORAGE", "florilegium.archive.files.Folder"),
}

# ---------------------------------------------------------------- sign-in

AUTHENTICATION_BACKENDS = ["florilegium.web.accounts.backend.Backend"]
SESSION_ENGINE = "florilegium.people.sessions"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "florilegium.web.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_USERNAME_VALIDATORS = "florilegium.web.accounts.adapter.login_validators"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

#: The browser extension asks the API for its person: see library.actions.connections.
IDP_OIDC_ADAPTER = "florilegium.web.oauth.adapter.Adapter"
IDP_OIDC_ACCESS_TOKEN_EXPIRES_IN = 60 * 60
IDP_OIDC_REFRESH_TOKEN_EXPIRES_IN = 60 * 60 * 24 * 180

# ---------------------------------------------------------------- hardening

_HTTPS = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_SECURE = _HTTPS
LANGUAGE_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "florilegium.web.refusals.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    # security: an address may hold the key to a private feed; every record is written by this one handler
    "filters": {"without_keys": {"()": "florilegium.kit.discretion.WithoutKeys"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["without_keys"]}},
    "loggers": {"django": {"level": "INFO", "handlers": []}, "django.server": {"propagate": True, "handlers": []}},
    "root": {"handlers": ["stderr"], "level": "INFO" if DEBUG else "WARNING"},
}
