"""The way from a case to a live action as docs/campaign/publish.md tells it, walked by hands that are counted.

Journeys walk it, and so does whoever takes the pictures of the guide: `look` is told the name of each page shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from bench.hands import Task
from playwright.sync_api import Locator, Page, expect
from tests.journeys.at_the_desk import put_date

CASE = {
    "name": {"en": "Selma Exemplar", "fr": "Selma Exemplar", "ar": "سلمى إكسمبلار"},
    "role": {"en": "teacher", "fr": "enseignante", "ar": "معلّمة"},
    "headline": {
        "en": "Held for a lesson that nobody heard. An invented case.",
        "fr": "Détenue pour une leçon que personne n’a entendue. Un cas inventé.",
        "ar": "محتجزة بسبب درس لم يسمعه أحد. حالة متخيّلة.",
    },
    "story": {"en": "She was taken from her school.", "fr": "Elle a été emmenée de son école.",
    "ar": "اقتيدت من مدرستها."},
}  # fmt: skip
CALL = {
    "title": {"en": "Free Selma Exemplar", "fr": "Libérez Selma Exemplar", "ar": "أطلقوا سراح سلمى إكسمبلار"},
    "ask": {"en": "Sign for her release.", "fr": "Signez pour sa libération.", "ar": "وقّعوا من أجل الإفراج عنها."},
    "demand0": {"en": "Release her.", "fr": "La libérer.", "ar": "الإفراج عنها."},
    "demand1": {"en": "Let her see a lawyer.", "fr": "Lui permettre de voir un avocat.",
    "ar": "السماح لها بلقاء محامٍ."},
}  # fmt: skip
TEXT = {
    "subject": {"en": "Selma Exemplar", "fr": "Selma Exemplar", "ar": "سلمى إكسمبلار"},
    "body": {
        "en": "I respectfully ask you to release Selma Exemplar.",
        "fr": "Je vous prie respectueusement de libérer Selma Exemplar.",
        "ar": "ألتمس منكم بكل احترام الإفراج عن سلمى إكسمبلار.",
    },
}
MINISTER = "Minister of Justice of Morocco"  # the office of the demo world that is reached by post too
BESIDE = {
    "title": {"en": "Write for Selma", "fr": "Écrivez pour Selma", "ar": "اكتبوا من أجل سلمى"},
    "ask": {"en": "Write to the minister.", "fr": "Écrivez au ministre.", "ar": "اكتبوا إلى الوزير."},
}


class Worker:
    """Somebody at the desk whose hands are counted."""

    def __init__(self, page: Page, task: Task, look: Callable[[str], None] = lambda name: None) -> None:
        self.page, self.task, self.look = page, task, look

    def click(self, target: Locator) -> None:
        """A press that leads to another page."""
        with self.page.expect_navigation():
            target.click()
        self.task.now.clicks += 1
        self.task.now.pages += 1

    def tick(self, target: Locator) -> None:
        """A press that stays on the page."""
        target.check()
        self.task.now.clicks += 1

    def paste(self, name: str, text: str) -> None:
        """One prepared text into one field."""
        self.page.locator(f"[name={name}]").fill(text)
        self.task.now.pasted += 1

    def paste_all(self, texts: Mapping[str, Mapping[str, str]]) -> None:
        """Prepared texts into their fields, language by language."""
        for name, by_language in texts.items():
            for language, text in by_language.items():
                self.paste(f"{name}_{language}", text)

    def choose(self, name: str, value: str) -> None:
        """One entry of a list."""
        self.page.locator(f"[name={name}]").select_option(value)
        self.task.now.chosen += 1

    def go_on(self) -> None:
        """Save and go on."""
        self.click(self.page.locator("[name=go]"))

    def button(self, name: str) -> None:
        """A button by its name."""
        self.click(self.page.locator(f"button[name={name}]").first)

    def at(self, step: str) -> None:
        """The step is the one shown."""
        expect(self.page.locator(".path-rail [aria-current=step]")).to_have_attribute("href", re.compile(rf"/{step}/$"))


def open_a_case(jonah: Worker) -> None:
    jonah.task.begin("the case")
    jonah.click(jonah.page.get_by_role("link", name="Publish an action").first)
    jonah.click(jonah.page.get_by_role("link", name="Open a new case"))
    jonah.paste_all(CASE)
    jonah.choose("country", "MA")
    jonah.choose("concern", "arbitrary_detention")
    jonah.paste("source", "Example data: nothing here happened.")
    jonah.look("new-case")
    jonah.click(jonah.page.get_by_role("button", name="Save and go on"))
    jonah.tick(jonah.page.locator("[name=kind][value=petition]"))
    jonah.click(jonah.page.get_by_role("button", name="Begin"))


def write_the_petition(jonah: Worker) -> None:
    jonah.task.begin("demands, targets, text, languages, terms")
    jonah.at("call")
    jonah.paste_all(CALL)
    jonah.look("call")
    jonah.go_on()
    jonah.at("targets")
    jonah.click(jonah.page.locator(".path-chip").filter(has_text=MINISTER).locator("[name=target]"))
    jonah.look("targets")
    jonah.go_on()
    jonah.at("text")
    jonah.paste_all(TEXT)
    jonah.go_on()
    jonah.at("languages")
    expect(jonah.page.locator(".path-lacking")).to_have_count(0)
    jonah.look("languages")
    jonah.go_on()
    jonah.at("terms")
    put_date(jonah.page, "deadline", (datetime.now(UTC).date() + timedelta(days=60)).isoformat())
    jonah.task.now.pasted += 1
    jonah.go_on()


def consent_and_review(jonah: Worker) -> str:
    jonah.task.begin("consent, safety, preview, review")
    jonah.at("safety")
    expect(jonah.page.locator(".path-lacking")).to_contain_text("Surname")
    jonah.choose("giver", "family")
    jonah.paste("evidence", "Her sister told us by telephone.")
    jonah.look("safety-check")
    jonah.button("record")
    expect(jonah.page.locator(".path-lacking")).to_have_count(0)
    jonah.go_on()
    jonah.at("preview")
    jonah.click(jonah.page.get_by_role("link", name="It is as it should be: go on"))
    jonah.at("review")
    expect(jonah.page.get_by_text("Nothing is missing.")).to_be_visible()
    jonah.button("submit")
    return jonah.page.url


def approve_and_publish(claire: Worker, review: str, part: str) -> str:
    """Claire finds what waits, reads it as a whole, approves and publishes it; where it ends."""
    claire.task.begin(part)
    claire.page.goto("/desk/")
    pk = re.search(r"/publish/(\d+)/", review)
    assert pk is not None
    claire.click(claire.page.locator(f"main a[href*='/actions/inspect/{pk[1]}/']").first)
    claire.click(claire.page.get_by_role("link", name="Look at the whole"))
    claire.look("review")
    claire.button("approve")
    claire.button("now")
    expect(claire.page.locator(".path-addresses li")).to_have_count(3)
    claire.look("live")
    return claire.page.url


def write_the_letter(jonah: Worker, published: str) -> str:
    jonah.task.begin("a letter for the same case")
    jonah.page.goto(published)
    jonah.choose("kind", "letter")
    jonah.button("beside")
    jonah.at("call")
    expect(jonah.page.locator("[name=demand0_ar]")).to_have_value(CALL["demand0"]["ar"])
    jonah.paste_all(BESIDE)
    jonah.go_on()
    jonah.click(jonah.page.locator(".path-rail a[href*='/review/']"))
    expect(jonah.page.get_by_text("Nothing is missing.")).to_be_visible()
    jonah.button("submit")
    return jonah.page.url
