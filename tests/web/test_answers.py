"""Every kind of answer of a running site behind a proxy that speaks TLS: what it tells browsers and caches."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

import brotli
import pytest
from tests.world import databases
from tests.world.site import Site, running_site

pytestmark = pytest.mark.slow
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}
GUARDED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
}
HOME = "/ca/fr/"
PAGE = r"public, max-age=\d+, stale-while-revalidate=\d+, stale-if-error=\d+"
FILE = r"(max-age=\d{8,}, public|public, max-age=\d{8,}), immutable"

KEPT = {"page": PAGE, "file": FILE, "moment": r"public, max-age=\d+", "none": "no-store"}


@dataclass
class Answer:
    """What came back; names of headers in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Visitor:
    """Somebody who asks the site, over the proxy."""

    port: int
    known: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: str | bytes | None = None, **headers: str) -> Answer:
        """One request on a connection of its own."""
        lines = {"Host": "act.example.org", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}
        lines |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, quote(path, safe="/?=&%"), body=body, headers=lines)
        answer = connection.getresponse()
        told = Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        connection.close()
        return told

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def page(self, path: str) -> str:
        answer = self.get(path)
        assert answer.status == 200, path
        return answer.body.decode()


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    beside_tls = {"OPENLETTER_PUBLIC_URL": "https://act.example.org", "OPENLETTER_TRUSTED_PROXIES": "1"}
    with running_site("answers", on=databases.SQLite(), worker=False, environ=beside_tls) as running:
        yield running


@pytest.fixture(scope="module")
def visitor(site: Site) -> Visitor:
    found = Visitor(int(site.environ["PORT"]))
    home = found.page(HOME)
    links = re.findall(rf'href="({HOME}[^"#]+/[^"#]+/)"', home)
    action = next(link for link in links if "/act/" in found.page(link))
    ref = re.findall(r'action="/act/([^"]+)"', found.page(action))[0]
    case = action.rsplit("/", 2)[0] + "/"
    style = re.findall(r'href="(/static/[^"]+site[^"]+css)"', home)[0]
    ink = re.findall(r'href="(/ink/[^"]+)"', home)[0]
    found.known = {"action": action, "case": case, "ref": ref, "style": style, "ink": ink}
    return found


def typed(visitor: Visitor, email: str) -> dict[str, str]:
    """A form as somebody fills it in, which takes a moment."""
    started = re.findall(r'name="started" value="([^"]+)"', visitor.page(visitor.known["action"]))[0]
    time.sleep(3)
    return {
        "name": "Amal", "email": email, "country": "CA", "section": "ca", "language": "fr", "started": started,
    }  # fmt: skip


# What is asked, the status, and for how long caches may keep it.
TABLE = [
    ("/", 200, "page"),
    (HOME, 200, "page"),
    ("{case}", 200, "page"),
    ("{action}", 200, "page"),
    (f"{HOME}privacy/", 200, "page"),
    (f"{HOME}how-we-count/", 200, "page"),
    (f"{HOME}feed.atom", 200, "page"),
    ("{case}feed.atom", 200, "page"),
    (f"{HOME}country/ma/feed.atom", 200, "page"),
    (f"{HOME}deadlines.ics", 200, "page"),
    (f"{HOME}sitemap.xml", 200, "page"),
    ("/sitemap.xml", 200, "page"),
    ("/robots.txt", 200, "page"),
    ("/.well-known/security.txt", 200, "page"),
    ("{style}", 200, "file"),
    ("{ink}", 200, "file"),
    ("/healthz", 200, "none"),
    ("/proof", 200, "none"),
    ("/nowhere/", 404, "none"),
    ("/count/nothing", 404, "none"),
    (f"{HOME}confirm/forged/", 404, "moment"),
    (f"{HOME}nowhere/", 404, "moment"),
]


@pytest.mark.parametrize(("path", "status", "kept"), TABLE)
def test_every_answer_tells_browsers_what_to_refuse_and_caches_what_to_keep(visitor, path, status, kept):
    path = path.format(**visitor.known)
    answer = visitor.get(path)
    assert answer.status == status, path
    guarded(answer)
    control = answer.headers["cache-control"]
    assert re.fullmatch(KEPT[kept], control), control
    if kept in ("page", "file"):
        validated(visitor, path, answer)


def guarded(answer: Answer) -> None:
    """What holds for every answer there is."""
    said = answer.headers
    assert GUARDED.items() <= said.items()
    assert said["referrer-policy"] in ("same-origin", "no-referrer")
    assert said["cross-origin-resource-policy"] in ("same-origin", "cross-origin")
    policy = dict(part.strip().partition(" ")[::2] for part in said["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in said["content-security-policy"]
    assert all(part.strip().endswith("=()") for part in said["permissions-policy"].split(","))
    assert not any(letter.isdigit() for letter in said.get("server", "")), "no version"
    assert "set-cookie" not in said


def validated(visitor: Visitor, path: str, answer: Answer) -> None:
    """What is kept has a name for its state, comes packed, and HEAD says the same without the body."""
    assert answer.headers["vary"].lower().startswith("accept-encoding")
    again = visitor.get(path, If_None_Match=answer.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == answer.headers["etag"]
    # Browsers take over what this says for the page they hold: it says the same or nothing.
    refused = {"content-security-policy", "referrer-policy", "cross-origin-resource-policy", *GUARDED}
    assert all(again.headers[name] == answer.headers[name] for name in refused & again.headers.keys())
    head = visitor.ask("HEAD", path)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == answer.headers["content-length"]
    guarded(head)
    packed, zipped = visitor.get(path, Accept_Encoding="gzip, br"), visitor.get(path, Accept_Encoding="gzip")
    if len(answer.body) < 512:
        assert packed.body == answer.body
    else:
        assert brotli.decompress(packed.body) == gzip.decompress(zipped.body) == answer.body
        assert packed.headers["content-encoding"] == "br"
        assert len(packed.body) < len(answer.body) * 0.7


def test_counts_may_be_asked_from_anywhere_and_pages_from_nowhere_else(visitor):
    answer = visitor.get(f"/count/{visitor.known['ref']}")
    assert answer.status == 200
    guarded(answer)
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert re.match(r"public, max-age=\d+, stale-while-revalidate=\d+", answer.headers["cache-control"])
    page = visitor.get(visitor.known["action"])
    assert page.headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in page.headers


def test_an_act_and_what_follows_is_kept_by_nobody(visitor):
    path, form = f"/act/{visitor.known['ref']}", typed(visitor, "amal@people.example")
    taken = visitor.ask("POST", path, json.dumps(form), **JSON)
    assert taken.status == 201, taken.body
    thanks = visitor.get(json.loads(taken.body)["next"])
    assert thanks.status == 200
    refused = visitor.ask("POST", path, urlencode(form | {"name": ""}), **FORM)
    assert refused.status == 422
    unreadable = visitor.ask("POST", path, b"{", **JSON)
    assert unreadable.status == 400
    led = visitor.ask("POST", path, urlencode(form | {"email": "bilal@people.example"}), **FORM)
    assert led.status == 303
    for answer in (taken, thanks, refused, unreadable, led):
        guarded(answer)
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] in ("no-referrer", "same-origin")
    assert thanks.headers["referrer-policy"] == "no-referrer"


def test_nothing_is_posted_to_a_page_and_nothing_large_anywhere(visitor):
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = visitor.ask(method, HOME, b"a=b", **FORM)
        assert answer.status == 405, method
        guarded(answer)
    large = visitor.ask("POST", HOME, b"a" * 300_000, **FORM)
    assert large.status == 413
    guarded(large)


def test_what_was_published_a_moment_ago_is_on_the_page(site, visitor):
    before = visitor.get(visitor.known["case"])
    assert before.status == 200
    site.python(
        "from datetime import UTC, datetime\n"
        "from openletter.actions.models import Action\n"
        "from openletter.cases.operations import UpdateText, add_update\n"
        "from openletter.kernel.audit import SYSTEM\n"
        f"case = Action.objects.get(ref={visitor.known['ref']!r}).case\n"
        "at = datetime.now(UTC)\n"
        "add_update(case=case, on=at.date(), texts={'fr': UpdateText(title='Nouvelle toute fraîche')},"
        " actor=SYSTEM, at=at)\n"
    )
    since = time.monotonic()
    while "Nouvelle toute fraîche" not in visitor.page(visitor.known["case"]):
        assert time.monotonic() - since < 60, "the old page stays"
        time.sleep(0.1)
    assert visitor.get(visitor.known["case"], If_None_Match=before.headers["etag"]).status == 200
    assert "Nouvelle toute fraîche" in visitor.page(f"{HOME}feed.atom")
