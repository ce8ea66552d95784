"""The pictures of the guide: what staff see while they do what the guide says, one scene after the other."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

from bench.hands import Task
from PIL import Image, ImageDraw
from playwright.sync_api import Page
from tests.journeys import publishing
from tests.journeys.at_the_desk import do, finish, write_richly

from demo import PASSWORD

WIDTH, HEIGHT = 1080, 760
NAME = "desk-"
ADMIN, JONAH, CLAIRE, TOMAS, NOUR, SAMIR = (
    f"{who}@example.org" for who in ("admin", "campaigner", "approver", "privacy", "moderator", "translator")
)
PETITION, CASE = "Free Nasser Zefzafi", "Nasser Zefzafi"
# Every picture that is taken, with the height of its window.
HEIGHTS = {
    "publish-new-case": 900, "publish-call": 900, "publish-targets": 760, "publish-languages": 760,
    "safety-check": 1240, "publish-review": 760, "publish-live": 820,
    "action-preview": 980, "translations": 760, "translation-editor": 860,
    "acts": 1180, "act": 860, "person": 760, "openings": 620, "handover": 860, "ledger-entry": 700, "recount": 700,
    "figures": 900, "abuse": 860, "moderation-queue": 860, "moderation-message": 960, "moderation-decisions": 860,
    "proposal": 800, "photo": 860, "today": 860,
}  # fmt: skip


class Desk:
    """People at the desk of one site, each with a window of their own."""

    def __init__(self, browser: Any, address: str, keep: Callable[[str, bytes], None]) -> None:
        self.browser, self.address, self.keep = browser, address, keep
        self.windows: dict[str, Page] = {}

    def of(self, email: str) -> Page:
        """The window of somebody who is signed in."""
        if email not in self.windows:
            context = self.browser.new_context(
                base_url=self.address, viewport={"width": WIDTH, "height": HEIGHT}, locale="en",
                color_scheme="light", reduced_motion="reduce",
            )  # fmt: skip
            page = self.windows[email] = context.new_page()
            page.goto("/sign-in/login/?next=/desk/")
            page.locator("input[name=login]").fill(email)
            page.locator("input[name=password]").fill(PASSWORD)
            page.locator("main button[type=submit]").click()
            page.wait_for_url("**/desk/")
        return self.windows[email]

    def take(self, page: Page, name: str) -> None:
        """One picture of the window as it stands, from the page's beginning."""
        page.set_viewport_size({"width": WIDTH, "height": HEIGHTS[name]})
        page.wait_for_load_state("networkidle")
        page.evaluate("document.fonts.ready.then(() => null)")
        page.evaluate(
            "document.activeElement?.blur(); for (const one of [window, ...document.querySelectorAll('*')])"
            " if (one.scrollTop || one.scrollY) one.scrollTo({top: 0, behavior: 'instant'})"
        )
        self.keep(NAME + name, page.screenshot())

    def see(self, email: str, path: str, name: str) -> Page:
        """Go somewhere and take a picture of it."""
        page = self.of(email)
        answer = page.goto(path)
        if answer is None or not answer.ok:
            raise LookupError(f"{path} cannot be shown to {email}: no picture {name}")
        self.take(page, name)
        return page

    def row(self, email: str, kind: str, called: str) -> str:
        """The number of a case or an action by its name."""
        page = self.of(email)
        page.goto(f"/desk/{kind}/?q={called}")
        link = page.locator(f"#listing-results a[href*='/{kind}/inspect/']").filter(has_text=called).first
        return re.findall(r"/inspect/(\d+)/", link.get_attribute("href") or "")[0]


def take(desk: Desk) -> None:
    """Every picture, in the order in which the work is done."""
    for scene in (_publish, _news, _words, _people_who_acted, _numbers, _hand_over, _messages, _photo, _overview):
        scene(desk)


def _publish(desk: Desk) -> None:
    """Jonah and Claire publish, as docs/campaign/publish.md tells it."""
    named = {"new-case", "call", "targets", "languages", "review", "live"}

    def worker(email: str) -> publishing.Worker:
        page = desk.of(email)
        page.goto("/desk/")
        return publishing.Worker(
            page, Task(), lambda name: desk.take(page, f"publish-{name}" if name in named else name)
        )

    jonah, claire = worker(JONAH), worker(CLAIRE)
    publishing.open_a_case(jonah)
    publishing.write_the_petition(jonah)
    review = publishing.consent_and_review(jonah)
    published = publishing.approve_and_publish(claire, review, "approving")
    pk = re.findall(r"/publish/(\d+)/", published)[0]
    desk.see(CLAIRE, f"/desk/actions/{pk}/preview/fr/", "action-preview")


def _news(desk: Desk) -> None:
    """An update waits for the second person."""
    jonah, claire = desk.of(JONAH), desk.of(CLAIRE)
    case = desk.row(JONAH, "cases", "Selma Exemplar")
    jonah.goto(f"/desk/cases/{case}/update/")
    said = {"en": "Moved to another prison"}
    for language, text in said.items():
        jonah.locator(f"[name=title_{language}]").fill(text)
        write_richly(jonah, f"body_{language}", f"{text}.")
    finish(jonah)
    claire.goto(f"/desk/cases/inspect/{case}/")
    claire.locator(".desk-warning a[href*='/second/']").first.click()
    claire.wait_for_url("**/second/*/")
    desk.take(claire, "proposal")


def _words(desk: Desk) -> None:
    """What waits to be translated, and the editor."""
    desk.see(SAMIR, "/desk/translations/", "translations")
    action = desk.row(SAMIR, "actions", PETITION)
    desk.see(SAMIR, f"/desk/words/action/{action}/ar/", "translation-editor")


def _people_who_acted(desk: Desk) -> None:
    """The data-protection officer looks, opens one with a reason, answers a person, and sees who saw what."""
    tomas = desk.see(TOMAS, "/desk/acts/", "acts")
    tomas.locator("main a[href*='/desk/acts/']").filter(has_text=re.compile(r"\w{4}")).last.click()
    tomas.wait_for_load_state("networkidle")
    tomas.locator("[name=why]").select_option("question")
    tomas.locator("[name=words]").fill("Wrote to us that the mail to confirm never came.")
    tomas.locator("form:has([name=why]) button[type=submit]").first.click()
    tomas.wait_for_load_state("networkidle")
    desk.take(tomas, "act")
    tomas.goto("/desk/acts/person/")
    tomas.locator("[name=address], [name=email]").first.fill("person-3@example.org")
    tomas.locator("[name=why]").first.select_option("asked")
    tomas.locator("[name=words]").first.fill("By letter; the address was checked.")
    tomas.locator(".desk-page form button[type=submit]").first.click()
    tomas.wait_for_load_state("networkidle")
    desk.take(tomas, "person")


def _numbers(desk: Desk) -> None:
    """An entry of the ledger, counting again, figures, and what grows too fast."""
    action = desk.row(JONAH, "actions", PETITION)
    jonah = desk.of(JONAH)
    jonah.goto("/desk/ledger/?source=paper")
    entry = jonah.locator("#listing-results a[href*='/ledger/inspect/']").filter(has_text=PETITION).first
    desk.see(JONAH, entry.get_attribute("href") or "", "ledger-entry")
    desk.see(JONAH, f"/desk/actions/{action}/count/", "recount")
    desk.see(ADMIN, "/desk/figures/", "figures")
    desk.see(ADMIN, "/desk/abuse/", "abuse")


def _hand_over(desk: Desk) -> None:
    """A hand-over is planned."""
    action, claire = desk.row(CLAIRE, "actions", PETITION), desk.of(CLAIRE)
    claire.goto(f"/desk/actions/inspect/{action}/")
    do(claire, "hand-over")
    finish(claire)
    desk.see(CLAIRE, claire.locator("main table a[href*='/handovers/']").first.get_attribute("href") or "", "handover")


def _messages(desk: Desk) -> None:
    """What waits to be read, a message, what was decided; and the officer sees who read it."""
    nour = desk.see(NOUR, "/desk/messages/waiting/", "moderation-queue")
    nour.goto("/desk/messages/")
    nour.locator("form[action*='next'] button").first.click()
    nour.wait_for_load_state("networkidle")
    desk.take(nour, "moderation-message")
    with nour.expect_navigation():
        nour.keyboard.press("a")
    desk.see(ADMIN, "/desk/messages/decisions/", "moderation-decisions")
    desk.see(TOMAS, "/desk/openings/", "openings")


def _portrait() -> bytes:
    """A figure without a face, drawn: no picture of ours shows anybody."""
    image = Image.new("RGB", (900, 1100), (222, 208, 186))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 700, 900, 1100), fill=(176, 158, 134))
    pen.ellipse((170, 640, 730, 1400), fill=(58, 84, 120))
    pen.ellipse((310, 240, 590, 640), fill=(196, 154, 122))
    pen.pieslice((280, 190, 620, 620), 180, 360, fill=(52, 42, 38))
    out = BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()


def _photo(desk: Desk) -> None:
    """The photo of a case, before it is looked at."""
    case, jonah = desk.row(JONAH, "cases", "Selma Exemplar"), desk.of(JONAH)
    jonah.goto(f"/desk/cases/{case}/photo/")
    jonah.locator("input[type=file]").set_input_files(
        {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": _portrait()}
    )
    desk.take(jonah, "photo")


def _overview(desk: Desk) -> None:
    """Today, once something waits."""
    desk.see(ADMIN, "/desk/", "today")
