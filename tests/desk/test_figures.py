"""Figures say the same in words, drawing, table and file; of countries nothing that could tell of a person."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image
from tests.desk import world
from tests.desk.world import AT, World

from openletter.actions.models import ActCount, Action, LedgerEntry
from openletter.actions.pace import forecast
from openletter.actions.rules import ActionStatus
from openletter.desk.charts import Column, columns, level_of
from openletter.desk.figures import Asked, one_of
from openletter.desk.figures.figure import Figure, as_csv
from openletter.desk.figures.periods import Period, Span, calendar, last_days, steps_of
from openletter.kernel import clock

SignIn = Callable[..., Client]
DAY = timedelta(days=1)
URL = "/desk/figures/"


def _paper(action: Action, number: int, days_ago: int = 1, source: str = "paper") -> None:
    at = clock.now() - days_ago * DAY
    LedgerEntry.objects.create(
        action=action, source=source, quantity=number, reason="Sheets", actor="Ada", recorded_at=at
    )


def _from(action: Action, on: date, **countries: int) -> None:
    for code, number in countries.items():
        ActCount.objects.create(action=action, about="country", since=on.replace(day=1), key=code, number=number)


def _ask(desk: World, span: str = Span.MONTH, **more: object) -> Asked:
    user = world.person(f"Eve{len(more)}{span}", "admin", desk.own)
    return Asked(user, AT.date(), span, last_days(30, AT.date()), **more)  # type: ignore[arg-type]


def _rows(figure: Figure | None) -> dict[str, tuple[object, ...]]:
    assert figure is not None
    return {str(row[0]): row[1:] for row in figure.rows}


def test_what_is_drawn_stands_in_the_table_and_in_the_file(desk: World, as_role: SignIn) -> None:
    _paper(desk.action, 40)
    _paper(desk.action, 1200, 3, "group_report")
    client = as_role("editor", desk.own)
    page = client.get(URL).content.decode()
    assert "1,240 acts." in page
    assert "1 report, 1,200 acts." in page
    assert re.search(r'<svg[^>]*role="img"[^>]*aria-labelledby="figure-acts-wide-title figure-acts-wide-says"', page)
    for key in ("acts", "kinds", "sources", "groups"):
        answer = client.get(reverse("desk_figures_csv", args=[key]))
        lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        section = page.split(f'id="{key}"')[1].split("</section>")[0]
        cells = [
            re.sub(r"<[^>]+>", "", cell).replace(",", "") for cell in re.findall(r"<t[hd][ >].*?</t[hd]>", section)
        ]
        assert [cell.replace(",", "") for line in lines for cell in line] == cells


def test_the_time_shown_as_chosen_is_the_one_that_holds(desk: World, as_role: SignIn) -> None:
    page = as_role("editor", desk.own).get(URL)
    assert page.context["asked"].span == Span.MONTH
    assert '<option value="30" selected>' in page.content.decode()


def test_the_time_before_is_compared_with(desk: World) -> None:
    _paper(desk.action, 120, 2)
    _paper(desk.action, 100, 40)
    found = one_of(Asked(world.person("Eve", "admin"), clock.today(), Span.MONTH, last_days(30, clock.today())), "acts")
    assert found is not None
    assert found.says == "120 acts. 20% more than in the time before (100)."


def test_countries_below_ten_are_neither_shown_nor_what_remains(desk: World, as_role: SignIn) -> None:
    _from(desk.action, date(2026, 10, 1), CA=257, FR=31, MA=9)
    rows = _rows(one_of(_ask(desk), "countries"))
    assert rows == {"Canada": (250,), "All other countries together": (40,), "Together": (290,)}
    client, query = as_role("editor", desk.own), {"span": "30"}
    if clock.today() == AT.date():
        text = client.get(reverse("desk_figures_csv", args=["countries"]), query).content.decode("utf-8-sig")
        assert "Canada,250" in text
        assert "France" not in text
    page = client.get(URL, query).content.decode()
    assert "Morocco" not in page


def test_a_country_that_a_case_keeps_silent_is_never_told_apart(desk: World) -> None:
    desk.case.warned_countries = ["MA"]
    desk.case.save()
    _from(desk.action, date(2026, 10, 1), CA=257, FR=31, US=60, MA=5000)
    assert set(_rows(one_of(_ask(desk), "countries"))) == {
        "Canada", "United States", "All other countries together", "Together",
    }  # fmt: skip


def test_no_day_and_no_unfinished_month_can_be_asked_for_countries(desk: World) -> None:
    _from(desk.action, date(2026, 11, 1), CA=500)
    assert _rows(one_of(_ask(desk), "countries")) == {}
    own = Asked(world.person("Own", "admin"), AT.date(), Span.OWN, Period(date(2026, 11, 1), date(2026, 11, 3)))
    assert _rows(one_of(own, "countries")) == {}


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (Span.WEEK, date(2026, 10, 1), date(2026, 10, 31)),
        (Span.MONTH, date(2026, 10, 1), date(2026, 10, 31)),
        (Span.QUARTER, date(2026, 7, 1), date(2026, 9, 30)),
        (Span.YEAR, date(2025, 1, 1), date(2025, 12, 31)),
        (Span.ALL, date(2000, 1, 1), date(2026, 9, 30)),
        (Span.OWN, date(2000, 1, 1), date(2026, 9, 30)),
    ],
)
def test_countries_are_told_in_whole_calendar_spans(span: str, first: date, last: date) -> None:
    assert calendar(span, AT.date()) == Period(first, last)


def test_what_is_not_this_persons_does_not_exist(desk: World, as_role: SignIn) -> None:
    _paper(desk.foreign_action, 77)
    client = as_role("editor", desk.own)
    assert "77" not in client.get(URL).context["figures"][0].says
    for name, row in (("section", desk.other), ("case", desk.foreign_case), ("action", desk.foreign_action)):
        assert client.get(URL, {name: row.pk}).status_code == 404
        assert client.get(reverse("desk_figures_csv", args=["acts"]), {name: row.pk}).status_code == 404
    assert client.get(URL, {"action": desk.action.pk}).status_code == 200
    assert client.get(reverse("desk_figures_csv", args=["nothing"])).status_code == 404


def test_own_dates_need_both_in_order(desk: World, as_role: SignIn) -> None:
    client = as_role("editor", desk.own)
    for dates in ({"first": "2026-01-01"}, {"first": "2026-02-01", "last": "2026-01-01"}, {}):
        assert client.get(URL, {"span": "own", **dates}).status_code == 422
    assert client.get(URL, {"span": "own", "first": "2026-01-01", "last": "2026-02-01"}).status_code == 200


def test_it_costs_as_many_queries_with_three_actions_as_with_one(desk: World, as_role: SignIn) -> None:
    client, costs = as_role("admin"), []
    for more in (1, 2):
        for number in range(more):
            action = world.action(desk.case, ActionStatus.LIVE, f"Live {more} {number}")
            _paper(action, 10, 2, "group_report")
            _from(action, date(2026, 10, 1), CA=50)
        client.get(URL)
        with CaptureQueriesContext(connection) as seen:
            client.get(URL)
        costs.append(len(seen))
    assert costs[0] == costs[1] < 60


def test_a_picture_is_made_with_our_own_letters(desk: World, as_role: SignIn) -> None:
    _paper(desk.action, 40)
    client = as_role("editor", desk.own)
    for language in ("en", "ar"):
        answer = client.get(reverse("desk_figures_png", args=["acts"]), headers={"accept-language": language})
        with Image.open(io.BytesIO(answer.content)) as image:
            assert image.width == 1600
            assert len(image.convert("RGB").getcolors(100_000) or ()) > 5


def test_a_table_is_safe_in_a_spreadsheet() -> None:
    found = as_csv(Figure("x", "X", "", ("=A", "n"), (("@sum", -3),))).decode("utf-8-sig")
    assert found == "'=A,n\r\n'@sum,-3\r\n"


def test_columns_are_as_high_as_their_part_and_run_to_the_left_when_mirrored() -> None:
    spans = [Column("Mon", (10, 10)), Column("Tue", (5, -4))]
    plain, mirrored = (columns(spans, ["a", "b"], shown=str, mirrored=way)(760) for way in (False, True))
    bars = [part for part in plain.parts if part.startswith("<rect") and "170" not in part][:3]
    heights = [float(re.search(r' height="([\d.]+)"', bar)[1]) for bar in bars]  # type: ignore[index]
    assert heights == [85, 85, 42.5]
    assert plain.parts != mirrored.parts


def test_steps_hold_every_day_and_shades_follow_noughts() -> None:
    assert len(steps_of(last_days(30, AT.date()))) == 30
    assert steps_of(last_days(90, AT.date()))[0].weekday() == 0
    assert [level_of(number) for number in (0, 9, 10, 99, 100, 12_345, 9_999_999)] == [0, 0, 1, 1, 2, 4, 5]


def test_a_forecast_is_a_range_and_none_on_little() -> None:
    seen = forecast([10] * 14, 140, today=AT.date())
    assert seen is not None
    assert seen.latest is not None
    assert seen.soonest < AT.date() + 14 * DAY < seen.latest
    assert forecast([1] * 14, 100, today=AT.date()) is None
    assert forecast([10] * 9, 100, today=AT.date()) is None
    waning = forecast([30] * 7 + [0] * 7, 100, today=AT.date())
    assert waning is not None
    assert waning.latest is None
