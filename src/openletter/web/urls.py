"""The public site's addresses. What follows a section and its language stands in `urls_of_section`."""

from django.urls import path, re_path

from openletter.web.views import acting, house, maps, pages

urlpatterns = [
    path("", house.root, name="root"),
    re_path(r"^ink/(?P<light>[0-9a-f]{6})-(?P<dark>[0-9a-f]{6})\.css$", house.ink, name="ink"),
    path("robots.txt", maps.robots, name="robots"),
    path("sitemap.xml", maps.index, name="sitemap"),
    path(".well-known/security.txt", maps.security, name="security"),
    path("act/<str:ref>", acting.refused, name="act"),
    re_path(r"^.*$", pages.find, name="page"),
]
