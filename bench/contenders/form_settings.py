"""The product's settings with a short middleware and connections that stay open."""

from openletter.config.settings import *  # noqa: F403
from openletter.config.settings import DATABASES

ROOT_URLCONF = "bench.contenders.form"
SHORT_MIDDLEWARE = [  # put in place once Django is set up: allauth insists on seeing its own before
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
DATABASES["default"]["CONN_MAX_AGE"] = 0 if "pool" in DATABASES["default"].get("OPTIONS", {}) else None
