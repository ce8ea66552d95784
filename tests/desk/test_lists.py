"""Lists cost the same however long they are, and show what was asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.desk import world
from tests.desk.rows import FACTORIES, Place
from tests.desk.world import AT, World

from openletter.accounts.models import SignIn as SignedIn
from openletter.accounts.models import User
from openletter.actions.models import LedgerEntry
from openletter.campaigns.models import Campaign, CampaignWords
from openletter.deliveries.models import LobbyContact, LobbyContactWords, OfficeMail, OfficialResponse
from openletter.desk.doors import DOORS, Ways
from openletter.desk.doors.addresses import addresses
from openletter.kernel import audit
from openletter.kernel.audit import SYSTEM
from openletter.sections.models import Contributor
from openletter.sections.oversight.rules import READING
from openletter.solidarity.models import Reason
from openletter.supporters.models import EmailRule
from openletter.supporters.operations import new_section_key
from openletter.targets.models import ContactPoint, PostRoute
from openletter.targets.representatives.models import Area, Legislature, Representative
from openletter.translations.models import GlossaryTerm

SignIn = Callable[..., Client]


def _more(desk: World, name: str, number: int) -> None:
    key = f"{name.rstrip('s')}-{number}"
    if name in ("cases", "actions", "ledger", "audit"):
        case = world.case(world.section(f"s{number}"), key)
        action = world.action(case)
        entry = {"source": "paper", "quantity": 3, "reason": "x", "actor": "Ada", "recorded_at": AT}
        LedgerEntry.objects.create(action=action, **entry)
        audit.record(actor=SYSTEM, verb="x", subject=case, at=AT)
    elif name == "offices":
        world.office(key)
    elif name == "contact-points":
        ContactPoint.objects.create(office=world.office(key), kind="email", value="x@example.org", health="bounced")
    elif name == "letters":
        OfficeMail.objects.create(office=world.office(key))
    elif name == "answers":
        action = world.action(world.case(world.section(f"s{number}"), key))
        OfficialResponse.objects.create(office=world.office(key), action=action, received_at=AT)
    elif name == "routes":
        PostRoute.objects.create(to_country="MA", since="2020-01-01", source=key, checked_on="2020-01-01")
    elif name == "representatives":
        house, _new = Legislature.objects.get_or_create(key="ca-house", country="CA")
        area = Area.objects.create(country="CA", key=key, names={"": key})
        Representative.objects.create(
            legislature=house, key=key, area=area, names={"": key}, source="x", checked_on="2026-01-01"
        )
    elif name == "lobby-contacts":
        place = world.section(f"s{number}")
        made = LobbyContact.objects.create(section=place, case=world.case(place, key), told_at=AT)
        LobbyContactWords.objects.create(fact=made, locale=world.locale("en"), text=key)
    elif name == "campaigns":
        made = Campaign.objects.create(key=key, opens_on="2020-11-20", closes_on="2020-12-31")
        CampaignWords.objects.create(fact=made, locale=world.locale("en"), name=key)
    elif name == "sections":
        world.section(key)
    elif name == "reasons":
        Reason.objects.create(section=world.section(f"s{number}"), code=key, judges=["message"])
    elif name == "glossary":
        GlossaryTerm.objects.create(section=world.section(f"g{number}"), term=key, language="fr", ours=key)
    elif name == "contributors":
        Contributor.objects.create(section=world.section(f"c{number}"), kind="person", name=key, agreed_on="2026-01-01")
    elif name == "email-rules":
        EmailRule.objects.create(domain=f"{key}.example")
    elif name == "openings":
        audit.record(actor=SYSTEM, verb=min(READING), subject=desk.case, at=AT)
    elif name == "glossary":
        GlossaryTerm.objects.create(term=key, language="fr", ours=key)
    elif name == "reasons":
        Reason.objects.create(section=world.section(f"s{number}"), code=key)
    else:
        raise AssertionError(f"Say here how a row of {name} is made, or in OF_KIND of which kind it is.")


def _queries(client: Client, url: str) -> int:
    client.get(url)  # what is remembered for good is fetched once
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


# Lists that show rows of a kind the permission matrix can make.
OF_KIND = {
    "desk_abuse": "switch",
    "desk_switches": "switch",
    "desk_invalidations": "judgement",
    "desk_proposals": "proposal",
    "desk_handovers": "hand-over",
    "desk_messages": "message",
    "desk_messages_queue": "message",
    "desk_messages_decisions": "message",
    "desk_acts": "act",
    "desk_access_reports": "access report",
    "desk_staff": "person",
    "desk_works": "own work",
    "desk_stories": "story",
    "desk_site": "page",
}
# What shows rows of another sort, or no rows, and why it is not asked here.
ELSEWHERE = {
    "desk_offered": "tests/desk/test_adapting.py",
    "desk_translations": "tests/desk/test_translations.py",
    "desk_figures": "sums, see tests/desk/test_figures.py",
    "desk_glossary_table": "a file",
    "desk_ledger_table": "a file",
    "desk_representatives_export": "a file",
    "limits:index": "as many rows as there are kinds of limits",
}
_OURS = {address.name for address in addresses() if address.ours}
LISTS = sorted(
    name
    for name, door in DOORS.items()
    if door.ways is Ways.READ and not door.row and name in _OURS and not name.endswith("_results")
)


def _rows(desk: World, user: User, name: str, number: int) -> None:
    """One row more on that list, in a section and of a case of its own."""
    if name.endswith(":index") or name not in {*OF_KIND, "desk_sign_ins"}:
        _more(desk, name.removesuffix(":index"), number)
        return
    if name == "desk_sign_ins":
        session = SessionStore()
        session.save()
        SignedIn.objects.create(user=user, key=session.session_key, began_at=AT, seen_at=AT)
        return
    of = world.section(f"s{number}")
    new_section_key(of, AT)
    case = world.case(of, f"case-{number}")
    FACTORIES[OF_KIND[name]](Place(of, case, world.action(case), user))


@pytest.mark.parametrize("name", [name for name in LISTS if name not in ELSEWHERE])
def test_a_list_costs_as_many_queries_with_three_rows_as_with_one(desk: World, client: Client, name: str) -> None:
    user = world.person("Ada", "admin")
    client.force_login(user)
    url = reverse(name)
    _rows(desk, user, name, 1)
    one, before = _queries(client, url), len(client.get(url).content)
    _rows(desk, user, name, 2)
    _rows(desk, user, name, 3)
    assert _queries(client, url) == one
    assert len(client.get(url).content) > before, "the rows stand on the list; otherwise nothing was measured"


def test_lists_that_are_asked_elsewhere_are_still_there() -> None:
    assert set(ELSEWHERE) <= set(LISTS)


def test_staff_and_home_cost_the_same_with_more_people_and_drafts(desk: World, as_role: SignIn) -> None:
    client = as_role("admin")
    world.person("Bea", "editor", desk.own)
    staff, home = _queries(client, reverse("desk_staff")), _queries(client, "/desk/")
    for name in ("Cyd", "Dot"):
        world.person(name, "editor", desk.own)
        world.action(desk.case, title=name)
    assert _queries(client, reverse("desk_staff")) == staff
    assert _queries(client, "/desk/") == home


def test_cases_are_found_by_title_and_filtered_by_status(desk: World, as_role: SignIn) -> None:
    client = as_role("admin")
    assert "Ali Aarrass" in client.get(reverse("cases:index"), {"q": "aarrass"}).content.decode()
    assert "Ali Aarrass" not in client.get(reverse("cases:index"), {"q": "zefzafi"}).content.decode()
    assert "Ali Aarrass" not in client.get(reverse("cases:index"), {"status": "closed"}).content.decode()


def test_titles_are_in_the_readers_language(desk: World, as_role: SignIn) -> None:
    client = as_role("admin")
    page = client.get(reverse("actions:index"), headers={"accept-language": "fr"}).content.decode()
    assert 'lang="fr"' in page
    assert "Maroc" in client.get(reverse("cases:index"), headers={"accept-language": "fr"}).content.decode()
