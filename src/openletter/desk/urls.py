"""The desk's addresses: Wagtail's admin with our screens in it."""

from django.urls import include, path
from wagtail.admin import urls as admin_urls

urlpatterns = [path("", include(admin_urls))]
