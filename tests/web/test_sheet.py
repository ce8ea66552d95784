"""The sheet of an urgent action on its page, on paper and as data: one source, and it leads to the newest."""

import io
from datetime import date, timedelta

import pypdf
import pypdfium2 as pdfium
import pytest
import zxingcpp
from django.test import Client
from tests.actions.urgent.making import published, urgent
from tests.world import making

from openletter.actions.models import Action, UrgentSheet
from openletter.actions.operations import life, series
from openletter.actions.urgent.interchange import from_json
from openletter.actions.urgent.text import read
from openletter.cases.models import Case
from openletter.kernel import clock, words
from openletter.targets.models import ContactPoint
from openletter.web.operations import publish_windows

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world):
    return world.case


def shown(case: Case, sequence: int = 1, **more) -> Action:
    """An urgent action with its pages in three languages, open now."""
    at = clock.now()
    row = urgent(case, sequence, **({"deadline": at.date() + timedelta(days=30)} | more))
    words.write(row, {"ar": {"title": "أوقفوا احتجازها", "ask": "اكتبوا"}})
    words.write(row.sheets.get(), {"ar": {"summary": "أُخذت من بيتها.", "background": "خلفية."}})
    ContactPoint.objects.get_or_create(office=making.office(), kind="email", value="minister@example.org")
    row = published(row, at)
    up(row)
    return row


def up(row: Action) -> None:
    publish_windows(
        section=row.section, subject=row, languages=row.section.languages, actor=making.EDITOR, at=clock.now()
    )


def get(path: str):
    return Client().get(path, follow=True)


def text_of(pdf: bytes) -> str:
    with pdfium.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("First", "She was taken", "Your Excellency")),
        ("fr", ("UA 912/26",)),
        ("ar", ("أُخذت من بيتها", "UA 912/26")),
    ],
)
def test_the_page_is_the_sheet(case, language, said):
    action = shown(case)
    answer = get(f"/xx/{language}/act/{action.ref}/")
    html = answer.content.decode()
    assert answer.status_code == 200
    for words_ in (*said, f"/act/{action.ref}/sheet/ua.json"):
        assert words_ in html


@pytest.mark.parametrize("form", ["a4", "us-letter"])
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_two_accessible_pages_in_each_language(case, language, form):
    action = shown(case)
    answer = get(f"/xx/{language}/act/{action.ref}/sheet/{form}.pdf")
    found = pypdf.PdfReader(io.BytesIO(answer.content))
    assert len(found.pages) == 2
    assert found.root_object["/Lang"] == language
    assert b"<pdfuaid:part>1</pdfuaid:part>" in found.xmp_metadata.stream.get_data()
    width = float(found.pages[0].mediabox.width)
    assert round(width) == {"a4": 595, "us-letter": 612}[form]
    text = text_of(answer.content)
    assert "912/26" in text
    assert "/act/" in text or language == "ar"


def test_the_code_on_the_paper_leads_to_the_living_page(case):
    action = shown(case)
    with pdfium.PdfDocument(get(f"/xx/fr/act/{action.ref}/sheet/a4.pdf").content) as document:
        pictures = [document[number].render(scale=3).to_pil() for number in range(len(document))]
    found = [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)]
    assert [text.rpartition("/xx/")[2] for text in found] == [f"fr/act/{action.ref}/"]


def test_our_own_paper_can_be_read_back(case):
    action = shown(case)
    text = text_of(get(f"/xx/en/act/{action.ref}/sheet/a4.pdf").content)
    sheet = read(text).sheet
    assert (sheet.ua_number, sheet.ua_sequence, sheet.index_number) == ("UA 912/26", 1, "MDE 99/0001/2026")
    assert sheet.appeal_deadline == action.deadline.isoformat()
    assert [demand["en"] for demand in sheet.demands] == ["Release her (en)"]
    assert [office.words["en"].name for office in sheet.targets] == ["Minister"]
    assert sheet.words["en"].title == "Petition en"
    assert sheet.words["en"].summary == "She was taken from her home."


def test_data_holds_what_the_page_holds(case):
    action = shown(case)
    answer = get(f"/xx/en/act/{action.ref}/sheet/ua.json")
    assert answer["Content-Type"].startswith("application/json")
    sheet = from_json(answer.content).sheet
    assert (sheet.ua_number, sheet.ua_sequence, set(sheet.words)) == ("UA 912/26", 1, {"en", "fr", "ar"})
    assert sheet.url.endswith(f"/xx/en/act/{action.ref}/")
    assert sheet.targets[0].ways[0].value == "minister@example.org"


@pytest.mark.parametrize(
    ("url", "linked"),
    [("https://elsewhere.example/ua/1/", True), ("javascript:alert(1)//", False), ("data:a/b", False)],
)
def test_an_earlier_one_elsewhere_is_linked_where_it_is_of_the_web(case, url, linked):
    action = shown(case, sequence=2)
    UrgentSheet.objects.filter(action=action).update(elsewhere=[{"ua_sequence": 1, "index_number": "", "url": url}])
    html = get(f"/xx/en/act/{action.ref}/").content.decode()
    assert (f'href="{url}"' in html) is linked
    assert "javascript:" not in html


def test_papers_of_the_first_lead_to_the_second(case):
    first = shown(case)
    draft = series.issue_next(action=first, actor=making.EDITOR, at=clock.now())
    Action.objects.filter(pk=draft.pk).update(deadline=clock.today() + timedelta(days=60))
    up(published(draft, clock.now()))
    for leaf in ("a4.pdf", "us-letter.pdf", "ua.json"):
        answer = Client().get(f"/xx/en/act/{first.ref}/sheet/{leaf}")
        assert (answer.status_code, answer["Location"]) == (302, f"/xx/en/act/{draft.ref}/sheet/{leaf}")
    html = get(f"/xx/en/act/{first.ref}/").content.decode()
    assert f'action="/act/{first.ref}"' not in html
    assert "A newer appeal takes the place" in html
    assert html.count(draft.pages.get(locale__language_code="en").full_url) == 2, "above, and as what can be done now"
    assert "minister@example.org" not in html


@pytest.mark.parametrize("leaf", ["a4.pdf", "ua.json"])
def test_what_was_recalled_is_gone_everywhere(case, leaf):
    action = shown(case)
    life.suspend(action=action, actor=making.EDITOR, at=clock.now(), reason="Not safe")
    assert Client().get(f"/xx/en/act/{action.ref}/sheet/{leaf}").status_code == 410


def test_after_its_day_the_paper_says_to_ask_first(case):
    action = shown(case)
    Action.objects.filter(pk=action.pk).update(deadline=date(2026, 1, 1))
    text = text_of(get(f"/xx/en/act/{action.ref}/sheet/a4.pdf").content)
    assert "The deadline has passed. Check with the section office" in " ".join(text.split())
    assert "minister@example.org" not in text


@pytest.mark.parametrize("leaf", ["a5.pdf", "a4", "ua.xml", "a4.pdf.exe"])
def test_other_leaves_are_nothing(case, leaf):
    assert get(f"/xx/en/act/{shown(case).ref}/sheet/{leaf}").status_code == 404
