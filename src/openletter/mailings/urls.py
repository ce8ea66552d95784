"""The local mailbox's addresses, for installations that send no mail."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
