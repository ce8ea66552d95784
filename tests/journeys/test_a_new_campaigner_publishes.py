"""Jonah, in his first week, publishes a petition and a letter in three languages, step by step as the guide says.

Claire is the second pair of eyes. What his hands do is counted, and reckoned into minutes by `bench.hands`; with
OPENLETTER_TEN_MINUTES set, the table is written to the file it names. The guide is docs/campaign/README.md.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bench.hands import Task
from playwright.sync_api import Page, expect
from tests.journeys.at_the_desk import approve_what_waits, do, finish, sign_in, write_richly
from tests.journeys.publishing import (
    BESIDE,
    CALL,
    Worker,
    approve_and_publish,
    consent_and_review,
    open_a_case,
    write_the_letter,
    write_the_petition,
)
from tests.journeys.steps import wait_until
from tests.world.journeys import Visit

pytestmark = pytest.mark.journey
JONAH, CLAIRE = "campaigner@example.org", "approver@example.org"


def _in_three_languages(visit: Visit, published: Page, texts: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    links = published.locator(".path-addresses a").all()
    addresses = {re.search(r"/ca/(\w+)/", link.inner_text())[1]: link.inner_text() for link in links}  # type: ignore[index]
    reader = visit(javascript=False)
    for language, address in addresses.items():
        reader.goto(address)
        expect(reader.locator("main")).to_contain_text(texts["ask"][language])
    assert sorted(addresses) == ["ar", "en", "fr"]
    return addresses


def test_a_new_campaigner_publishes_in_ten_minutes(visit: Visit) -> None:
    task, second = Task(), Task()
    jonah = Worker(visit(phone=False), task)
    claire = Worker(visit(phone=False), second)
    sign_in(jonah.page, JONAH)
    sign_in(claire.page, CLAIRE)

    open_a_case(jonah)
    write_the_petition(jonah)
    review = consent_and_review(jonah)
    published = approve_and_publish(claire, review, "approving and publishing")
    petition = _in_three_languages(visit, claire.page, CALL)
    in_time = task.seconds()
    letter = write_the_letter(jonah, published)
    approve_and_publish(claire, letter, "approving and publishing the letter")
    _in_three_languages(visit, claire.page, BESIDE)

    told = f"\n## The campaigner\n\n{task.table()}\n## The second person\n\n{second.table()}"
    sys.stdout.write(told)
    if where := os.environ.get("OPENLETTER_TEN_MINUTES"):
        Path(where).write_text(told)
    assert in_time < 600, told
    assert sum(part.pages for part in task.parts) <= 24, told

    _write_on(visit, jonah.page, claire.page, published, petition["en"])
    _tell_news(jonah.page, claire.page, published)
    _stop_and_end(visit, jonah.page, claire.page, published, petition["fr"])


def _write_on(visit: Visit, jonah: Page, claire: Page, published: str, address: str) -> None:
    """Another title for what people are signing: Claire sends it back, Jonah finds his own words and mends them."""
    call = published.replace("/publish/", "/call/").replace("/desk/call/", "/desk/publish/")
    jonah.goto(call)
    title = jonah.locator("[name=title_en]")
    stood = title.input_value()
    title.fill(f"{stood} now")
    jonah.locator("button[name=stay]").click()
    expect(jonah.locator(".path-page .desk-warning")).to_contain_text("Waits for a second person")
    expect(title).to_have_value(f"{stood} now")
    claire.goto(jonah.url)
    claire.locator(".desk-warning a[href*='/second/']").click()
    claire.locator("[name=reason]").fill("Say from where.")
    claire.locator("button[value=return]").click()
    claire.wait_for_url("**/actions/inspect/**")
    jonah.goto(call)
    expect(jonah.locator(".path-page .desk-warning")).to_contain_text("Say from where.")
    expect(title).to_have_value(f"{stood} now")
    title.fill(f"{stood} from prison")
    jonah.locator("button[name=stay]").click()
    expect(jonah.locator(".path-page .desk-warning")).to_contain_text("Waits for a second person")
    approve_what_waits(claire, jonah.url)
    reader = visit(javascript=False)
    reader.goto(address)
    expect(reader.locator("main")).to_contain_text(f"{stood} from prison")


NEWS = {"en": "She was moved.", "fr": "Elle a été transférée.", "ar": "نُقلت إلى مكان آخر."}
FREE = {"en": "She is free.", "fr": "Elle est libre.", "ar": "هي حرة."}


def _tell_news(jonah: Page, claire: Page, published: str) -> None:
    """An update in three languages; it is read once Claire has approved it."""
    jonah.goto(published)
    do(jonah, "update")
    for language, text in NEWS.items():
        jonah.locator(f"[name=title_{language}]").fill(text)
        write_richly(jonah, f"body_{language}", text)
    finish(jonah)
    approve_what_waits(claire, jonah.url)
    claire.goto(jonah.url)
    expect(claire.locator("main")).to_contain_text(NEWS["en"])


def _stop_and_end(visit: Visit, jonah: Page, claire: Page, published: str, address: str) -> None:
    """An emergency, its end, and the good end of it all."""
    reader = visit(language="fr", javascript=False)

    def open_to_all() -> bool:
        reader.goto(address)
        return reader.locator("form[data-act]").count() > 0

    jonah.goto(published)
    do(jonah, "suspend")
    jonah.locator("[name=reason]").fill("Her family asks us to wait.")
    finish(jonah)
    wait_until(lambda: not open_to_all(), "a stopped action offers no form")
    claire.goto(published)
    claire.locator(".path-page a[href*='/actions/inspect/']").click()
    do(claire, "resume")
    claire.locator("[name=reason]").fill("The family agrees again.")
    finish(claire)
    wait_until(open_to_all, "the action is open again")
    jonah.goto(published)
    do(jonah, "outcome")
    jonah.locator("[name=type]").select_option("released_unconditional")
    jonah.locator("[name=on]").fill(datetime.now(UTC).date().isoformat())
    jonah.locator("[name=closes_case]").check()
    for language, text in FREE.items():
        jonah.locator(f"[name=summary_{language}]").fill(text)
    finish(jonah)
    assert open_to_all(), "what Jonah wrote waits for Claire"
    approve_what_waits(claire, jonah.url)
    wait_until(lambda: not open_to_all(), "a closed action offers no form")
    assert FREE["fr"] in reader.locator("main").inner_text()
