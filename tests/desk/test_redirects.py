"""Old addresses of a section's site lead on: within it, never in a circle, to others only by administrators."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.desk.rows import FACTORIES, Place
from tests.desk.world import World, person

from openletter.accounts.models import User
from openletter.kernel.models import AuditEntry
from openletter.web.models import Redirect, StandardPage

pytestmark = pytest.mark.django_db


def _editor(desk: World, client: Client, role: str = "editor") -> None:
    client.force_login(person("Ada", role, desk.own))


def _page(desk: World) -> StandardPage:
    place = Place(desk.own, desk.case, desk.action, User())
    return StandardPage.objects.get(pk=FACTORIES["page"](place)["pk"])


def _lead(client: Client, desk: World, source: str, target: str) -> Any:
    return client.post("/desk/site/redirects/", {"section": desk.own.pk, "source": source, "target": target})


def test_an_old_address_leads_on(homes: World, client: Client) -> None:
    _editor(homes, client)
    assert _lead(client, homes, "/ca/en/old page/", "/ca/en/cases/").status_code == 302
    assert _lead(client, homes, "/ca/2019/index.html", "/ca/en/old%20page/").status_code == 302
    assert Client().get("/ca/en/old%20page/").headers["Location"] == "/ca/en/cases/"
    assert Client().get("/ca/2019/index.html").headers["Location"] == "/ca/en/old%20page/"
    assert Client().post("/ca/en/old%20page/").status_code == 405
    assert "/ca/en/old page/" in client.get("/desk/site/redirects/").content.decode()
    row = Redirect.objects.get(source="/ca/en/old page/")
    assert client.post(reverse("desk_redirect_forget", args=[row.pk])).status_code == 302
    assert Client().get("/ca/en/old%20page/").status_code == 404
    assert AuditEntry.objects.filter(verb__startswith="redirect.", section="ca").count() == 3


def test_the_list_costs_as_many_queries_with_three_rows_as_with_one(homes: World, client: Client) -> None:
    _editor(homes, client)
    counted = []
    for names in (("a",), ("b", "c")):
        for name in names:
            assert _lead(client, homes, f"/ca/2019/{name}.html", "/ca/en/cases/").status_code == 302
        client.get(reverse("desk_redirects"))  # says once that the last one leads on
        with CaptureQueriesContext(connection) as seen:
            page = client.get(reverse("desk_redirects")).content.decode()
        assert all(f"/ca/2019/{name}.html" in page for name in names)
        counted.append(len(seen))
    assert counted[0] == counted[1]


@pytest.mark.parametrize(
    ("source", "target"),
    [("/ca/en/" + "x" * 400, "/ca/en/"), ("/ca/en/x%00/", "/ca/en/"), ("/ca/en/x/", "/\t/evil.example/"),
     ("/fr/fr/x/", "/ca/en/"), ("/ca/en/x/", "https://evil.example/"), ("/ca/en/x/", "//evil.example/"),
     ("/ca/en/x/", "/\\evil.example/"), ("/ca/en/x/", "javascript:alert(1)"), ("/ca/en/x/", "/ca/en/x"),
     ("/ca/en/b/", "/ca/en/a/"), ("/ca/", "/ca/en/"), ("/desk/x/", "/ca/en/")],
)  # fmt: skip
def test_no_way_leads_off_the_site_round_in_a_circle_or_from_others(
    homes: World, client: Client, source: str, target: str
) -> None:
    _editor(homes, client)
    _lead(client, homes, "/ca/en/a/", "/ca/en/b/")
    assert _lead(client, homes, source, target).status_code == 422
    assert Redirect.objects.count() == 1


def test_an_administrator_leads_to_another_site(homes: World, client: Client) -> None:
    _editor(homes, client, "admin")
    assert _lead(client, homes, "/ca/en/shop/", "https://shop.example/").status_code == 302
    assert Client().get("/ca/en/shop/").headers["Location"] == "https://shop.example/"


def test_a_table_is_taken_in_whole_or_each_faulty_line_is_named(homes: World, client: Client) -> None:
    _editor(homes, client)

    def send(text: str) -> Any:
        file = SimpleUploadedFile("x.csv", text.encode())
        return client.post("/desk/site/redirects/import/", {"section": homes.own.pk, "table": file})

    answer = send("from,to\n/ca/en/a/,/ca/en/cases/\n/fr/b/,/ca/en/\n/ca/en/c/\n")
    assert answer.status_code == 422
    assert [fault.line for fault in answer.context["faults"]] == [3, 4]
    assert not Redirect.objects.exists()
    assert send("/ca/en/a/,/ca/en/cases/\n\n/ca/en/b/,/ca/en/good-news/\n").status_code == 302
    assert Redirect.objects.count() == 2


def test_a_page_that_moves_is_still_found(homes: World, client: Client) -> None:
    _editor(homes, client)
    page, above = _page(homes), _page(homes)
    page.add_child(instance=StandardPage(title="Beneath", slug="beneath", locale=page.locale))
    before = [page.url, f"{page.url}beneath/"]
    client.post(f"/desk/pages/{page.pk}/move/{above.pk}/confirm/")
    page = StandardPage.objects.get(pk=page.pk)
    assert page.url.startswith(above.url)
    for old, new in zip(before, [page.url, f"{page.url}beneath/"], strict=True):
        assert Client().get(old).headers["Location"] == new
    sent = {"title": "x", "slug": "elsewhere", "lead": "", "body-count": "0", "action-publish": "1"}
    client.post(f"/desk/pages/{page.pk}/edit/", sent)
    assert Client().get(before[0]).headers["Location"].endswith("/elsewhere/")
