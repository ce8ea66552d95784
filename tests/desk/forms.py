"""Filling in Wagtail's forms from what the page itself holds, as a browser would send it back."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.test import Client


class _Fields(HTMLParser):
    """The successful controls of the editor's form; templates of rows to add are not part of it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Any] = {}
        self.template = 0
        self.select: dict[str, Any] | None = None
        self.area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = dict(attrs)
        self.template += tag == "template"
        if self.template:
            return
        if tag == "input" and at.get("name"):
            self._input(at)
        elif tag == "select" and at.get("name") and "disabled" not in at:
            self.select = {"name": at["name"], "multiple": "multiple" in at, "first": None, "chosen": []}
        elif tag == "option" and self.select is not None:
            if self.select["first"] is None:
                self.select["first"] = at.get("value", "")
            if "selected" in at:
                self.select["chosen"].append(at.get("value", ""))
        elif tag == "textarea" and at.get("name"):
            self.area = at["name"]
            self.found[self.area] = ""

    def _input(self, at: dict[str, str | None]) -> None:
        name, kind = str(at["name"]), at.get("type", "text")
        if "disabled" in at or kind in ("submit", "button", "file"):
            return
        if kind in ("checkbox", "radio"):
            if "checked" in at:
                self.found.setdefault(name, []).append(at.get("value", "on"))
            return
        self.found[name] = at.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self.area and not self.template:
            self.found[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        self.template -= tag == "template"
        if tag == "textarea":
            self.area = None
        if tag == "select" and self.select is not None and not self.template:
            chosen = self.select["chosen"]
            single = chosen[0] if chosen else self.select["first"]
            self.found[self.select["name"]] = chosen if self.select["multiple"] else single
            self.select = None


def filled(html: str) -> dict[str, Any]:
    """Everything the form on a page would send if its button were pressed now."""
    parser = _Fields()
    parser.feed(html)
    return {name: value for name, value in parser.found.items() if value is not None and name != "q"}


def rows(form: dict[str, Any], relation: str, *added: dict[str, Any]) -> dict[str, Any]:
    """The form with rows added to a relation; nested rows are given as a list under their relation's name."""
    total = int(form.get(f"{relation}-TOTAL_FORMS", 0))
    data = {**form}
    for offset, row in enumerate(added):
        prefix = f"{relation}-{total + offset}"
        data |= {f"{prefix}-id": "", f"{prefix}-DELETE": "", f"{prefix}-ORDER": str(total + offset + 1)}
        for name, value in row.items():
            if isinstance(value, list) and value and isinstance(value[0], dict):
                data |= {f"{prefix}-{name}-{part}_FORMS": "0" for part in ("TOTAL", "INITIAL")}
                data = rows(data, f"{prefix}-{name}", *value)
            else:
                data[f"{prefix}-{name}"] = value
    data[f"{relation}-TOTAL_FORMS"] = str(total + len(added))
    data.setdefault(f"{relation}-INITIAL_FORMS", "0")
    return data


def open_form(client: Client, url: str) -> dict[str, Any]:
    """The fields of a page's form, as they stand in it."""
    answer = client.get(url)
    assert answer.status_code == 200, url
    return filled(answer.content.decode())


def press(client: Client, url: str, sent: dict[str, Any]) -> Any:
    """What comes back when somebody opens a page, fills in some of it and presses its button."""
    return client.post(url, open_form(client, url) | sent)
