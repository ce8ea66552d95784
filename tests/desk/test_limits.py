"""What is too long is said and refused beside its field, and comes back whole: nothing is cut without a word."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse
from tests.desk.forms import open_form
from tests.desk.world import World, person

LONG = "a text that somebody pasted " * 20


def test_a_form_of_ours_says_the_limit_and_keeps_what_is_longer(desk: World, client: Client) -> None:
    client.force_login(person("Ada", "admin", desk.own))
    address = reverse("desk_invite")
    assert "At most 150 letters." in client.get(address).content.decode()
    typed = {"email": "bea@example.org", "first_name": LONG.strip(), "last_name": "B", "section": desk.own.pk}
    answer = client.post(address, typed | {"roles": ["editor"]})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["first_name"]
    assert f'value="{LONG.strip()}"' in answer.content.decode()


def test_so_does_a_row_of_words_and_its_help_is_named_by_its_field(desk: World, client: Client) -> None:
    client.force_login(person("Ada", "researcher", desk.own))
    address = reverse("cases:edit", args=[desk.case.pk])
    page = client.get(address).content.decode()
    assert page.count("At most 120 letters.") > 1, "in each language"
    answer = client.post(address, open_form(client, address) | {"words-0-title": LONG.strip()})
    page = answer.content.decode()
    assert LONG.strip() in page
    assert "it has 559" in page
    assert desk.case.words.filter(title=LONG.strip()).count() == 0
