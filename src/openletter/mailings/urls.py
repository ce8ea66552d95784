"""The local mailbox's addresses, for installations that send no mail."""

from django.urls import path

from openletter.mailings import views

urlpatterns = [
    path("", views.listing, name="mailbox"),
    path("<uuid:mail>/", views.one, name="mailbox_mail"),
    path("<uuid:mail>/html", views.as_html, name="mailbox_html"),
]
