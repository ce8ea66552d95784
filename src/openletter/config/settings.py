"""Django's settings, derived from `config.env` and nothing else."""

from pathlib import Path

from dj_database_url import parse as parse_database
from django.utils.csp import CSP

from openletter.config.env import env as read_env
from openletter.config.spoken import spoken

ENV = read_env()
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = ENV.secret_key
DEBUG = ENV.debug
ALLOWED_HOSTS = list(ENV.allowed_hosts)
ROOT_URLCONF = "openletter.config.urls"
WSGI_APPLICATION = "openletter.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = True

INSTALLED_APPS = [
    "openletter.kernel",
    "openletter.accounts",
    "openletter.sections",
    "openletter.targets",
    "openletter.cases",
    "openletter.supporters",
    "openletter.campaigns",
    "openletter.actions",
    "openletter.deliveries",
    "openletter.solidarity",
    "openletter.translations",
    "openletter.mailings",
    "openletter.web",
    "openletter.desk",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "openletter.web.middleware.PlaceMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "openletter.accounts.middleware.SignInsMiddleware",
    "openletter.accounts.middleware.SecondFactorMiddleware",
    "openletter.desk.middleware.HouseDoorsMiddleware",
    "openletter.desk.middleware.NamesTriedMiddleware",
    "openletter.desk.middleware.DeskPolicyMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {"default": parse_database(ENV.database_url, conn_max_age=0)}
if ENV.is_sqlite:
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
elif ENV.mode != "test":
    DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 12, "timeout": 10}}

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Whether a picture was drawn is asked of the database: what one process remembers, another may have deleted.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "openletter.sections.access.RoleBackend",  # signs nobody in; lets roles into the desk
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
FORM_RENDERER = "openletter.desk.limits.Renderer"  # no field cuts what is pasted
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # staff are invited; nobody signs up by themselves
ACCOUNT_ADAPTER = "openletter.accounts.adapter.StaffOnlyAdapter"
ACCOUNT_FORMS = {
    "login": "openletter.accounts.forms.SignIn",
    "change_password": "openletter.accounts.forms.ChangePassword",
    "reset_password_from_key": "openletter.accounts.forms.SetPassword",
}
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a stranger's address gets no mail because somebody typed it
# Whose sign-ins are counted against whom: as at the front, only hops that our own proxies wrote are believed.
ALLAUTH_TRUSTED_PROXY_COUNT = ENV.trusted_proxies
MFA_ADAPTER = "openletter.accounts.second_factor.EncryptedAdapter"
MFA_FORMS = {
    "activate_totp": "openletter.accounts.forms.SetUpApp",
    "add_webauthn": "openletter.accounts.forms.AddPasskey",
    "edit_webauthn": "openletter.accounts.forms.RenamePasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Openletter"
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute off, no more: RFC 6238, 5.2

LANGUAGE_CODE = "en"
LANGUAGES = spoken(PACKAGE / "locale", source=LANGUAGE_CODE)
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
LOCALE_PATHS = [str(PACKAGE / "locale")]
FORMAT_MODULE_PATH = "openletter.config.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = str(ENV.data_dir / "static")
MEDIA_URL = "/desk/media/"  # the public meets pictures at addresses that ask for consent each time
MEDIA_ROOT = str(ENV.data_dir / "media")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if ENV.mode == "test"
            else "openletter.config.assets.Assets"
        )
    },
}
WHITENOISE_USE_FINDERS = ENV.mode == "test"

WAGTAIL_SITE_NAME = "Openletter"
WAGTAILADMIN_BASE_URL = ENV.public_url
WAGTAIL_I18N_ENABLED = True
WAGTAIL_ENABLE_UPDATE_CHECK = False  # no request leaves the house
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILREDIRECTS_AUTO_CREATE = False  # an address that held a name is not kept
WAGTAILADMIN_LOGIN_URL = "/sign-in/login/"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

TASKS = {
    "default": {
        "BACKEND": (
            "django.tasks.backends.immediate.ImmediateBackend"
            if ENV.mode == "test"
            else "django_tasks_db.DatabaseBackend"
        )
    }
}

if ENV.mail_url:
    from openletter.config.mail import TO_OFFICES, mailers

    MAILERS = mailers(ENV.mail_url) | mailers(ENV.target_mail_url or ENV.mail_url, TO_OFFICES)
else:
    MAILERS = {
        name: {
            "BACKEND": "openletter.mailings.mailbox.MailboxBackend",
            "OPTIONS": {"folder": str(ENV.data_dir / "mailbox")},
        }
        for name in ("default", "bulk", "targets")
    }
DEFAULT_FROM_EMAIL = ENV.mail_from

HTTPS = ENV.public_url.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "openletter_staff"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if ENV.trusted_proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "openletter.config.logs.Discreet", "format": "{levelname} {name}: {message}", "style": "{"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Each task's start and end would drown what people should read.
    # Django's own handlers (a console while debugging, a mail to administrators) would write paths and errors whole.
    "loggers": {
        "openletter": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING"},
        "django.tasks": {"level": "WARNING"},
    },
}
