"""The product's settings with a short middleware and connections that stay open."""

from openletter.config.settings import *  # noqa: F403
from openletter.config.settings import DATABASES, INSTALLED_APPS

INSTALLED_APPS = [app for app in INSTALLED_APPS if not app.startswith("allauth")]  # it insists on middleware
ROOT_URLCONF = "bench.contenders.form"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
DATABASES["default"]["CONN_MAX_AGE"] = 0 if "pool" in DATABASES["default"].get("OPTIONS", {}) else None
