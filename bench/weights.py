"""What a page costs a reader on a slow phone: requests, bytes as they travel, and when its largest part stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, CDPSession

CPU_SLOWDOWN = 4
BYTES_A_SECOND = 400_000
LATENCY = 150  # milliseconds
PHONE = {"width": 360, "height": 740}
SETTLED = 600  # milliseconds after the last request, in which nothing may move
KINDS = {"Document": "html", "Stylesheet": "css", "Script": "js", "Font": "fonts", "Image": "images"}
CEILED = frozenset({"html", "css", "js", "fonts"})
# Both are told again to an observer that comes late.
PAINTS = """() => new Promise(done => {
  const seen = {lcp: 0, cls: 0, what: ''};
  new PerformanceObserver(list => { for (const each of list.getEntries()) {
    seen.lcp = each.startTime; seen.what = each.element ? each.element.tagName.toLowerCase() : ''; } })
    .observe({type: 'largest-contentful-paint', buffered: true});
  new PerformanceObserver(list => { for (const each of list.getEntries())
    if (!each.hadRecentInput) seen.cls += each.value; }).observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(seen), 100);
})"""


@dataclass(frozen=True)
class Weight:
    """One visit with nothing kept from before. Bytes are packed contents by kind; times are milliseconds."""

    requests: int
    bytes: Mapping[str, int]
    headers: int
    lcp: float
    cls: float
    largest: str

    @property
    def total(self) -> int:
        """What the ceiling is about: pages, styles, scripts and typefaces."""
        return sum(size for kind, size in self.bytes.items() if kind in CEILED)


class Wire:
    """Listens to everything a page fetches."""

    def __init__(self, session: CDPSession) -> None:
        self.kinds: dict[str, str] = {}
        self.sizes: Counter[str] = Counter()
        self.headers: Counter[str] = Counter()
        session.on("Network.responseReceived", self.answered)
        session.on("Network.loadingFinished", self.finished)

    def answered(self, event: Mapping[str, Any]) -> None:
        """An answer began."""
        if not event["response"]["url"].startswith("data:"):
            self.kinds[event["requestId"]] = KINDS.get(event["type"], "other")
            self.headers[event["requestId"]] = int(event["response"]["encodedDataLength"])

    def finished(self, event: Mapping[str, Any]) -> None:
        """An answer is whole."""
        if event["requestId"] in self.kinds:
            self.sizes[event["requestId"]] = int(event["encodedDataLength"])

    def by_kind(self) -> dict[str, int]:
        """Bytes of each kind."""
        found: Counter[str] = Counter()
        for request, kind in self.kinds.items():
            found[kind] += max(0, self.sizes[request] - self.headers[request])
        return dict(found)


def weigh(browser: Browser, url: str) -> Weight:
    """Visit a page once as a slow phone does."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True)  # type: ignore[arg-type]
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        wire = Wire(session)
        session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": LATENCY,
                "downloadThroughput": BYTES_A_SECOND,
                "uploadThroughput": BYTES_A_SECOND,
            },
        )
        page.goto(url, wait_until="networkidle")
        page.wait_for_timeout(SETTLED)
        seen = page.evaluate(PAINTS)
        return Weight(
            requests=len(wire.kinds),
            bytes=wire.by_kind(),
            headers=wire.headers.total(),
            lcp=seen["lcp"],
            cls=seen["cls"],
            largest=seen["what"],
        )
    finally:
        context.close()
