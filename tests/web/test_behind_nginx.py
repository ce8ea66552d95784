"""The example for nginx does what its page promises, with nodes that hang, that are down, and that are both."""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.world import nginx
from tests.world.nginx import running_nginx, trusting

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        nginx.executable() is None,
        reason="NO NGINX HERE, so its example was NOT tried: apt-get install nginx-light, or NGINX=/path/to/nginx",
    ),
]
FRESH = 3
KEPT = f"public, max-age={FRESH}, stale-while-revalidate=2, stale-if-error=600"
QUICK = 4.0  # seconds: an answer that waited for a node that hangs takes longer (proxy_read_timeout)


@dataclass
class Node:
    """In a node's place: says who it is, remembers what it was asked, and hangs when told to."""

    name: str
    asked: list[tuple[str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    hangs: bool = False
    go: threading.Event = field(default_factory=threading.Event)
    server: ThreadingHTTPServer | None = None

    def start(self, port: int = 0) -> int:
        self.server = ThreadingHTTPServer(("127.0.0.1", port), self._answers())
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        return int(self.server.server_address[1])

    def stop(self) -> None:
        self.go.set()
        if self.server is not None:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    def _answers(node) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - `self` is the handler below
        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                node.asked.append((self.command, self.path))
                node.headers.append({name.lower(): value for name, value in self.headers.items()})
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if node.hangs:
                    node.go.wait(30)
                    self.close_connection = True
                    return
                own = self.command == "POST" or self.path.startswith(("/desk/", "/own/"))
                body = f"{node.name} {len(node.asked)}".encode()
                self.send_response(200)
                self.send_header("Cache-Control", "no-store" if own else KEPT)
                self.send_header("Vary", "accept-encoding, cookie")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            do_GET = do_HEAD = do_POST = answer  # noqa: N815 - as the library calls them

            def log_message(self, *_words: object) -> None:
                """Quiet."""

        return Handler


@dataclass
class House:
    """nginx and the two nodes behind it."""

    port: int
    nodes: tuple[Node, Node]

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, str, float]:
        """Status, body and the seconds it took."""
        since = time.monotonic()
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=40, context=trusting())
        lines = {"Host": nginx.NAME} | {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body=b"a=b" if method == "POST" else None, headers=lines)
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        return answer.status, body, time.monotonic() - since

    def asked(self, method: str, path: str) -> int:
        """How often the nodes were asked for something."""
        return sum(node.asked.count((method, path)) for node in self.nodes)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    nodes = Node("first"), Node("second")
    ports = nodes[0].start(), nodes[1].start()
    with running_nginx(tmp_path, ports) as port:
        yield House(port, nodes)
    for node in nodes:
        node.stop()


def test_a_page_is_asked_of_a_node_once_and_kept_as_long_as_it_says(house: House) -> None:
    said = {house.ask("/fr/", Cookie=f"csrftoken={n}", Accept_Encoding="br, gzip")[1] for n in range(5)}
    assert len(said) == house.asked("GET", "/fr/") == 1
    time.sleep(FRESH + 0.3)
    house.ask("/fr/", Accept_Encoding="gzip;q=0.5, br")  # the old one, while the new one is fetched
    until = time.monotonic() + 60
    while house.ask("/fr/", Accept_Encoding="br")[1] in said:
        assert time.monotonic() < until, "never renewed"
        time.sleep(0.1)


def test_what_is_ones_own_is_never_kept(house: House) -> None:
    for path, more in (("/own/", {}), ("/desk/", {}), ("/fr/x/", {"Cookie": "a=b; openletter_staff=s"})):
        assert house.ask(path, **more)[1] != house.ask(path, **more)[1], path
    first = house.ask("/fr/y/", Authorization="Basic eDp5")[1]
    assert house.ask("/fr/y/")[1] != first


def test_nodes_learn_who_asks_and_cannot_be_told_lies(house: House) -> None:
    house.ask("/fr/", X_Forwarded_For="6.6.6.6", X_Forwarded_Proto="http")
    [said] = [headers for node in house.nodes for headers in node.headers]
    assert said["x-forwarded-for"] == "127.0.0.1"
    assert said["x-forwarded-proto"] == "https"
    assert said["host"] == nginx.NAME


def test_a_node_that_hangs_stops_neither_kept_pages_nor_new_ones_nor_acts(house: House) -> None:
    assert house.ask("/fr/")[0] == 200
    house.nodes[0].hangs = True
    time.sleep(FRESH + 0.2)
    for _again in range(4):
        status, _body, seconds = house.ask("/fr/")
        assert (status, seconds < QUICK) == (200, True), seconds
    for number in range(4):
        status, body, _seconds = house.ask(f"/fr/new-{number}/")
        assert (status, body.split()[0]) == (200, "second")
    # By now the silent node is left alone: whoever acts reaches the other one at once.
    status, body, seconds = house.ask("/act/abc", "POST")
    assert (status, body.split()[0], seconds < QUICK) == (200, "second", True), seconds


def test_a_node_that_is_down_is_not_noticed_by_anybody(house: House) -> None:
    house.nodes[0].stop()
    for number in range(4):
        assert house.ask(f"/fr/{number}/")[0] == 200
        assert house.ask("/act/abc", "POST")[0] == 200
    assert house.asked("POST", "/act/abc") == 4


def test_with_both_down_kept_pages_keep_coming_and_the_rest_is_told_plainly(house: House) -> None:
    kept = house.ask("/fr/")[1]
    for node in house.nodes:
        node.stop()
    time.sleep(FRESH + 2.3)  # beyond what may be shown while a new one is made
    assert house.ask("/fr/")[:2] == (200, kept)
    status, said, _seconds = house.ask("/fr/never-seen/")
    assert status == 503
    assert "try again" in said
    assert house.ask("/act/abc", "POST")[0] == 503


def test_an_act_without_an_answer_is_not_sent_a_second_time(house: House) -> None:
    for node in house.nodes:
        node.hangs = True
    status, said, _seconds = house.ask("/act/abc", "POST")
    assert status == 503
    assert "nobody is counted twice" in said
    assert house.asked("POST", "/act/abc") == 1


def test_nginx_writes_down_neither_who_asked_nor_what(house: House, tmp_path: Path) -> None:
    for path in ("/fr/cases/?q=zahra", "/fr/confirm/token/"):
        house.ask(path)
    for node in house.nodes:
        node.stop()
    assert house.ask("/fr/act/zahra/thanks/token/")[0] == 503
    logs = [file for file in tmp_path.glob("*.log") if file.stat().st_size]
    assert [file.name for file in logs if re.search("zahra|token|127\\.0\\.0\\.1", file.read_text())] == []
