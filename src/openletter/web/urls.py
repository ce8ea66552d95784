"""The public site's addresses. Pages are found by section, language and slug; see views.pages."""

from django.urls import path, re_path

from openletter.web.views import pages, proof

urlpatterns = [
    path("", pages.root, name="root"),
    path("proof/<slug:section>", proof.challenge, name="proof"),
    re_path(r"^.*$", pages.find, name="page"),
]
