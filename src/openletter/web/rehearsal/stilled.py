"""A page that stands still: its forms send nothing, and its links lead nowhere that the page is not meant to lead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape

from django.utils.translation import gettext as _

_SCRIPT = re.compile(r"<script\b.*?</script>\s*", re.DOTALL | re.IGNORECASE)
_FORM = re.compile(r"<form\b[^>]*>", re.IGNORECASE)
_CLASS = re.compile(r"""\bclass="[^"]*\"""")
_FORMACTION = re.compile(r"""\s+formaction="[^"]*\"""", re.IGNORECASE)
_LINK = re.compile(r"""<a\b(?P<before>[^>]*?)\s+href="(?P<href>[^"]*)"(?P<after>[^>]*)>""", re.IGNORECASE)
_KEPT = re.compile(r"""(?P<name>\b(?:src|srcset|href))="(?P<value>[^"]*)\"""")


def stilled(html: str, *, moved: Mapping[str, str], own: tuple[str, ...], styles: Mapping[str, str]) -> str:
    """The page without scripts, its forms inert, each under a word that says so.

    `moved` maps the beginnings of addresses that do not answer yet to where they are answered here; `styles` those of
    style sheets. Of all other links those work that begin with one of `own` or lead within the page; they open beside.
    """
    html = _SCRIPT.sub("", html)
    html = _FORM.sub(_inert, _FORMACTION.sub("", html))
    html = _LINK.sub(lambda found: _link(found, moved, own), html)
    return _KEPT.sub(lambda found: _resource(found, moved, styles), html)


def _inert(form: re.Match[str]) -> str:
    kept = _CLASS.search(form[0])
    # Translators: stands above each form of a page that is only a preview.
    word = _("Preview: this form is switched off. Nothing can be sent from here.")
    return f'<p class="still small-print">{escape(word)}</p><form inert {kept[0] if kept else ""}>'


def _link(found: re.Match[str], moved: Mapping[str, str], own: tuple[str, ...]) -> str:
    href = unescape(found["href"])
    where = _moved(href, moved)
    if href.startswith("#"):
        return found[0]
    if where is None and not href.startswith(own):
        # To other sites and programs nothing leads: they would carry away words that are not public.
        return f'<a aria-disabled="true"{found["before"]}{found["after"]}>'
    target = escape(where or href)
    return f'<a target="_blank" rel="noreferrer"{found["before"]} href="{target}"{found["after"]}>'


def _resource(found: re.Match[str], moved: Mapping[str, str], styles: Mapping[str, str]) -> str:
    value = unescape(found["value"])
    if found["name"] == "srcset":
        for old, new in moved.items():
            value = value.replace(old, new)
    else:
        value = _moved(value, styles) or _moved(value, moved) or value
    return f'{found["name"]}="{escape(value)}"'


def _moved(href: str, moved: Mapping[str, str]) -> str | None:
    for old, new in moved.items():
        if href.startswith(old):
            return new + href[len(old) :]
    return None
