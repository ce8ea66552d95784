"""Every address, by surface. A public node has no desk addresses at all."""

from django.urls import URLPattern, URLResolver, include, path

from openletter.config.env import env

urlpatterns: list[URLPattern | URLResolver] = []
if env().serves_desk:
    urlpatterns += [
        path("sign-in/", include("openletter.accounts.urls")),
        path("desk/", include("openletter.desk.urls")),
    ]
if not env().mail_url and env().mode != "production":
    urlpatterns += [path("mailbox/", include("openletter.mailings.urls"))]
urlpatterns += [path("", include("openletter.web.urls"))]

handler400 = "openletter.web.views.errors.bad_request"
handler403 = "openletter.web.views.errors.forbidden"
handler404 = "openletter.web.views.errors.not_found"
handler500 = "openletter.web.views.errors.server_error"
