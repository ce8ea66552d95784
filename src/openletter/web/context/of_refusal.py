"""Refusals in words: what is wrong and what to do, for a form as a whole and for each field."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

STATUS = {
    "invalid": 422,
    "look_again": 422,
    "not_yet": 409,
    "too_old": 409,
    "expired": 410,
    "closed": 410,
    "recalled": 410,
    "hidden": 404,
    "too_many": 429,
    "too_fast": 429,
    "busy": 503,
    "stopped": 503,
}
"""The HTTP status that answers each refusal."""


def refusal_words(code: str, faults: int) -> str:
    """What stands at the top of a refused form."""
    if code == "invalid":
        if faults:
            return ngettext(
                "One thing needs correcting before we can count you",
                "%(count)s things need correcting before we can count you",
                faults,
            ) % {"count": faults}
        return _("Something in this form could not be read. Check it and send it again.")
    return {
        "look_again": _(
            "Nothing was sent yet. Read what stands beside your words: change them, or send them as they are."
        ),
        "not_yet": _("This action has not opened yet. Nothing was sent."),
        "expired": _("The deadline has passed. Nothing was sent."),
        "closed": _("This action is closed. Nothing was sent."),
        "recalled": _("This action has been stopped. Nothing was sent."),
        "too_many": _("Many forms came from your network in a short time. Wait a few minutes, then send it again."),
        "too_fast": _("The form came back faster than it can be read. Send it again now."),
        "too_old": _("This page had been open for a long time. Check the form and send it again."),
        # Translators: somebody floods this action to falsify its number; whoever reads this is not accused of it.
        "stopped": _(
            "Somebody is trying to falsify the number of this action, so nothing new is taken here for a while. "
            "It is not about you. What you wrote is still here: keep this page open and send it again later."
        ),
        "busy": _("Many people are acting at this moment. What you wrote is still here: send it again."),
    }.get(code, _("This could not be recorded. What you wrote is still here: send it again."))


def fault_words(field: str, code: str) -> str:
    """What stands beside a field."""
    if code == "required":
        return _required(field)
    if field == "email" and code in ("malformed", "not_an_address"):
        return _("Write an address such as name@example.org.")
    if field == "picture":
        return _of_picture(code)
    return {
        "too_long": _("This is too long. Shorten it."),
        "unknown": _("Choose from the list."),
        "control_characters": _("This holds characters that cannot be printed. Type it again."),
    }.get(code, _("This could not be read. Type it again."))


def _required(field: str) -> str:
    return {
        "name": _("Write your name."),
        "email": _("Write your e-mail address."),
        "country": _("Choose your country."),
    }.get(field, _("Fill this in."))


def _of_picture(code: str) -> str:
    """Why a picture was not taken, and what to do."""
    return {
        "picture_too_large": _("This file is larger than 10 MB. Save the picture smaller and choose it again."),
        "too_many_pixels": _("This picture has more than 60 megapixels. Save it smaller and choose it again."),
        "picture_too_small": _(
            "This picture is too small or too narrow to be printed: 120 pixels on each side at least."
        ),
        "no_picture": _("This is not a picture we can read. We take JPEG, PNG, WebP, AVIF and HEIC."),
        "damaged": _("This picture is damaged or incomplete. Save it anew and choose it again."),
        "moves": _("This picture moves. Choose one that stands still."),
        "is_pdf": _("This is a PDF. Take a photo of the page, or save it as JPEG or PNG."),
        "is_svg": _("This is a drawing in SVG. Save it as PNG and choose it again."),
        "more_than_a_picture": _("This file holds more than a picture. Save the picture anew and choose it again."),
        "too_many_pictures": _(
            "Many pictures arrive at this moment. Send it again in a while, or without the picture."
        ),
    }.get(code, _("This picture could not be taken. Choose another one, or send your message without it."))
