"""The public site's addresses. Pages are found by section, language and slug; see views.pages."""

from django.urls import path, re_path

from openletter.web.views import pages

urlpatterns = [
    path("", pages.root, name="root"),
    re_path(r"^.*$", pages.find, name="page"),
]
