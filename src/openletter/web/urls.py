"""The public site's addresses. What follows a section and its language stands in `urls_of_section`."""

from django.urls import path, re_path

from openletter.web.views import acting, enclosing, house, look, maps, pages, photos, reading

urlpatterns = [
    path("", house.root, name="root"),
    re_path(r"^ink/(?P<light>[0-9a-f]{6})-(?P<dark>[0-9a-f]{6})\.css$", house.ink, name="ink"),
    re_path(r"^photo/(?P<uid>[0-9a-f]{32})/(?P<width>160|320|640)\.(?P<kind>avif|webp|jpg)$", photos.photo),
    re_path(r"^photo/story/(?P<story>[1-9]\d{0,17})/(?P<piece>[^/]+)\.webp$", photos.of_story, name="story_picture"),
    path("robots.txt", maps.robots, name="robots"),
    path("sitemap.xml", maps.index, name="sitemap"),
    path(".well-known/security.txt", maps.security, name="security"),
    path("read/<str:token>/", reading.read, name="read"),
    path("read/<str:token>/<path:leaf>", reading.read),
    path("look/", look.living_page),
    path("act/<str:ref>", acting.refused, name="act"),
    path("act/<str:ref>/enclosed", enclosing.take_in),
    re_path(r"^.*$", pages.find, name="page"),
]
