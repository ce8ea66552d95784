"""What the public site offers the desk: the two stand side by side and meet only through Wagtail's hooks."""

from wagtail import hooks

from openletter.web.operations import publish_windows

hooks.register("publish_windows", publish_windows)
