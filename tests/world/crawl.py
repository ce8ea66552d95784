"""Walking a site from its front door: every page that links lead to, and every link that leads nowhere."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.conf import settings
from django.test import Client

LEADING = {
    "a": ("href",), "link": ("href",), "img": ("src", "srcset"), "script": ("src",), "source": ("src", "srcset"),
    "form": ("action",), "image": ("href",), "use": ("href",), "object": ("data",), "meta": ("content",),
}  # fmt: skip
# What only a form may ask, and what other parts of the house answer.
ELSEWHERE = ("/act/", "/desk/", "/sign-in/", "/mailbox/")
# Pages and papers that tools of an action make, a hundred alike: a few of each speak for the others.
TOOL = re.compile(r"/[^/]+/[^/]+/act/[^/]+/[a-z_]+/")
A_FEW = 5


class Links(HTMLParser):
    """Where a page leads, and the places within it that others may lead to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.places: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what matters of one element."""
        said = {name: value or "" for name, value in attrs}
        if said.get("id"):
            self.places.add(said["id"])
        if tag == "form" and said.get("method") == "post" and TOOL.match(said.get("action", "")):
            return  # answers what is typed, and nobody's GET
        picture = tag != "meta" or said.get("property") == "og:image"
        for name in LEADING.get(tag, ()) if picture else ():
            for part in said[name].split(",") if name == "srcset" and name in said else [said.get(name, "")]:
                if part.strip():
                    self.found.append(part.split()[0])


@dataclass
class Walk:
    """HTML pages and every status by path, and links that lead nowhere with the page they stand on."""

    pages: dict[str, str] = field(default_factory=dict)
    broken: list[tuple[str, str, str]] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)
    _places: dict[str, set[str]] = field(default_factory=dict)
    _pointing: list[tuple[str, str, str]] = field(default_factory=list)
    _of_tools: dict[str, set[str]] = field(default_factory=dict)

    def begin(self, *starts: str) -> Walk:
        """Walk from these paths until there is nothing new, then look whether every place pointed at is there."""
        waiting = deque(starts)
        client = Client()
        while waiting:
            path = waiting.popleft()
            if path not in self.statuses:
                waiting.extend(self._visit(client, path))
        for origin, path, fragment in self._pointing:
            status = self.statuses.get(path, 0)
            if status not in (200, 301, 302):
                self.broken.append((origin, path, f"answers {status}"))
            elif fragment and path in self._places and fragment not in self._places[path]:
                self.broken.append((origin, f"{path}#{fragment}", "has no such place"))
        return self

    def _visit(self, client: Client, path: str) -> list[str]:
        answer = client.get(quote(path, safe="/?=&;,+:"))
        self.statuses[path] = answer.status_code
        if answer.status_code in (301, 302):
            self._pointing.append((path, unquote(answer["Location"]), ""))
            return [unquote(answer["Location"])]
        if not answer.get("Content-Type", "").startswith("text/html"):
            answer.getvalue()  # a file is sent piece by piece, and stays open until all of it was read
            return []
        html = answer.content.decode()
        self.pages[path] = html
        read = Links(html)
        self._places[path] = read.places
        return [target for link in read.found if (target := self._target(path, link))]

    def _target(self, origin: str, link: str) -> str:
        """The path a link leads to on this site, noted; empty for one that leads elsewhere."""
        whole = urlsplit(urljoin(f"{settings.ENV.public_url}{quote(origin)}", link))
        if f"{whole.scheme}://{whole.netloc}" != settings.ENV.public_url or whole.path.startswith(ELSEWHERE):
            return ""
        path = unquote(whole.path) + (f"?{unquote(whole.query)}" if whole.query else "")
        if tool := TOOL.match(path):
            followed = self._of_tools.setdefault(tool[0], set())
            if path not in followed and len(followed) >= A_FEW:
                return ""
            followed.add(path)
        self._pointing.append((origin, path, unquote(whole.fragment)))
        return path
