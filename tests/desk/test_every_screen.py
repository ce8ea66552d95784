"""Every screen of ours that can be opened, in a browser: no barrier axe can find, and nothing wider than the window.

The screens are those of the table of doors (openletter/desk/doors), each with a row of the kind it names, so a new one
is looked at from its first day. They are drawn here and answered to the browser from memory: no site need run.
"""

from __future__ import annotations

import io
import mimetypes
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.db import transaction
from django.test import Client
from playwright.sync_api import Browser, Page
from pypdf import PdfReader
from pytest_django.plugin import DjangoDbBlocker
from tests.desk.conftest import two_sections
from tests.desk.rows import FACTORIES, Place
from tests.desk.telling import TOLD, say_much
from tests.desk.world import AT, person
from tests.world.browsing import PATIENCE

from openletter.desk.doors import DOORS, Ways, Who
from openletter.desk.doors.addresses import addresses
from openletter.kernel.models import AuditEntry
from openletter.supporters.operations import new_section_key

pytestmark = pytest.mark.journey
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 400, "height": 800}
# What belongs to every page of Wagtail's and what each says of itself is not drawn by our screens.
AROUND = ("/desk/jsi18n/", "/desk/sprite/")
# These answer with a part of a screen, or with a public page that has tests of its own.
PARTS = ("_results", "_shown", "_part")
# Wagtail draws each row within a row as a region of its own, and calls the first of each "language 1".
WAGTAILS_ROW = 'id="inline_child_'
TITLE = re.compile(r"<title>\s*(.*?)\s*</title>", re.DOTALL)
# What is longer is left out by a browser without a word; of an address for mail nobody types so much.
CUTS = re.compile(r'<(?:input(?! type="(?:email|search)")|textarea)\b[^>]*\smaxlength=[^>]*>')
IN_ARABIC = 6  # every so manieth screen


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was answered at an address."""

    body: bytes
    kind: str
    noted: bool = False  # it is written down that somebody opened the case


@pytest.fixture(scope="module")
def drawn(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[tuple[str, str], Drawn]]:
    """Every screen, as an administrator of everything sees it: by language and address."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _draw()
        transaction.set_rollback(True)


def _draw() -> dict[tuple[str, str], Drawn]:
    world = two_sections()
    new_section_key(world.own, AT)
    say_much(world.case)
    client, user = Client(), person("Sup", is_superuser=True, is_staff=True)
    client.force_login(user)
    place, named = Place(world.own, world.case, world.action, user), dict[str, dict[str, Any]]()
    paths = ["/desk/", *AROUND]
    for address in addresses():
        door = DOORS.get(address.name)
        if door is None or not address.ours or door.ways is Ways.DO or door.who is Who.NOBODY:
            continue
        if door.row and door.row not in named:
            named[door.row] = FACTORIES[door.row](place)
        if not address.name.endswith(PARTS):
            paths.append(address.url(named.get(door.row, {})))
    found = {}
    for number, path in enumerate(paths):
        for language in ("en", "ar") if number % IN_ARABIC == 0 else ("en",):
            with transaction.atomic():  # that a case was opened is written down once a day: here each time
                answer = client.get(path, headers={"accept-language": language})
                noted = AuditEntry.objects.filter(verb="case.opened", subject_id=str(world.case.pk)).exists()
                transaction.set_rollback(True)
            if answer.status_code == 200 and not answer.streaming:
                found[language, path] = Drawn(answer.content, answer.headers["Content-Type"], noted)
    return found


class _Answers(BaseHTTPRequestHandler):
    """Answers what was drawn, and our files, which the browser may keep."""

    drawn: dict[tuple[str, str], Drawn]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        language = "ar" if parts.query == "ar" else "en"
        found = self.drawn.get((language, parts.path)) or self.drawn.get(("en", parts.path))
        file = parts.path.startswith("/static/") and finders.find(parts.path.removeprefix("/static/"))
        if file:
            kind = mimetypes.guess_type(parts.path)[0] or "application/octet-stream"
            found = Drawn(Path(str(file)).read_bytes(), kind)
        self.send_response(200 if found else 404)
        self.send_header("Content-Length", str(len(found.body) if found else 0))
        self.send_header("Content-Type", found.kind if found else "text/plain")
        self.send_header("Cache-Control", "max-age=3600" if file else "no-store")
        self.end_headers()
        self.wfile.write(found.body if found else b"")

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the test says what is wrong."""


@pytest.fixture(scope="module")
def browser(still_browser: Browser) -> Browser:
    """Nothing is pressed here."""
    return still_browser


@pytest.fixture(scope="module")
def page(drawn: dict[tuple[str, str], Drawn], browser: Browser) -> Iterator[Page]:
    """A browser to which the drawn screens are answered."""
    handler = type("Answers", (_Answers,), {"drawn": drawn})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        context = browser.new_context(
            base_url=f"http://127.0.0.1:{server.server_port}", viewport=WIDE, reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE)
        yield context.new_page()
        context.close()
        server.shutdown()


def _barriers(axe: Axe, page: Page, *, whole: bool) -> list[str]:
    """What axe finds; in the menu, which is the same on every screen, only where the whole page is asked for."""
    around = None if whole else {"exclude": [["#wagtail-sidebar"]]}
    found = axe.run(page, context=around, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['html'][:160]}"
        for one in found
        for node in one["nodes"]
        if not (one["id"] == "landmark-unique" and WAGTAILS_ROW in node["html"])
    ]


def test_every_screen_has_a_title_that_says_what_it_is(drawn: dict[tuple[str, str], Drawn]) -> None:
    titles = {at: TITLE.findall(answer.body.decode())[0] for at, answer in drawn.items() if b"<title>" in answer.body}
    assert len(titles) > 100, "there are more screens than that"
    assert not {at: title for at, title in titles.items() if not title[:1].isalnum()}


def test_what_a_case_says_is_on_no_screen_that_does_not_write_down_who_reads_it(
    drawn: dict[tuple[str, str], Drawn],
) -> None:
    telling = {at: TOLD.findall(answer.body.decode(errors="ignore")) for at, answer in drawn.items()}
    telling = {at: told for at, told in telling.items() if told}
    assert len(telling) > 7, "there are more screens than that which tell of a case"
    silent = {at: told for at, told in telling.items() if not drawn[at].noted}
    assert silent == {}, "call desk.opened.note, or note_part, where these draw what they tell"


def test_no_field_cuts_what_is_pasted(drawn: dict[tuple[str, str], Drawn]) -> None:
    cutting = {at: CUTS.findall(answer.body.decode()) for at, answer in drawn.items() if b"<form" in answer.body}
    assert len(cutting) > 50, "there are more forms than that"
    assert {at: found for at, found in cutting.items() if found} == {}


def test_no_screen_of_ours_has_barriers_or_is_wider_than_the_window(
    drawn: dict[tuple[str, str], Drawn], page: Page
) -> None:
    axe, wrong, seen = Axe(), [], 0
    for (language, path), answer in drawn.items():
        if path in AROUND or not answer.kind.startswith("text/html"):
            continue
        page.set_viewport_size(WIDE)
        page.goto(f"{path}?{language}")
        wrong += [(language, path, one) for one in _barriers(axe, page, whole=path == "/desk/")]
        page.set_viewport_size(NARROW)
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > NARROW["width"]:
            wrong.append((language, path, f"{wide} pixels wide"))
        seen += 1
    assert not wrong, "\n".join(map(str, wrong))
    assert seen > 100, "there are more screens than that"


def test_a_screen_is_printed_whole_and_without_the_menu(page: Page) -> None:
    page.set_viewport_size(WIDE)
    page.goto("/desk/figures/?en")
    last = page.locator(".desk-page h3").last.inner_text()
    printed = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A5"))).pages)
    assert last in printed
    assert "Publish an action" not in printed
