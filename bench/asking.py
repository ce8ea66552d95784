"""Run inside a filled world: ask for every screen as several people and print what each took, as JSON lines."""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openletter.config.settings")

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.test import Client

from openletter.accounts.models import User
from openletter.desk.doors import DOORS, Door, Ways, Who
from openletter.desk.doors.addresses import addresses
from openletter.sections.access import holdings

PEOPLE = {"secretariat": "Secretariat", "large section": "Large", "small section": "Small"}
FILES = ("_results", "_export", "_table")  # parts of lists, and files, which are streamed however long they are
PATIENCE = 5.0  # seconds; what takes longer is asked once
# Asked for besides what a list's own filters, orders and search offer.
MORE = {
    "desk_acts": [
        "state=confirmed", "country=CA", "country=-", "language=fr", "since=2026-01-01&until=2026-12-31",
        "action=1000001", "case=1000001", "state=pending&language=fr&country=CA", "to_target=yes",
    ],
    "desk_figures": ["span=7", "span=365", "span=all"],
}  # fmt: skip


@contextmanager
def counted() -> Iterator[list[float]]:
    """How long each query took, in seconds."""
    took: list[float] = []

    def around(execute: Any, *words: Any) -> Any:
        at = time.perf_counter()
        try:
            return execute(*words)
        finally:
            took.append(time.perf_counter() - at)
            if os.environ.get("SLOW") and took[-1] > float(os.environ["SLOW"]):
                print(f"   {took[-1] * 1000:.0f} ms {words[0][:1500]}", file=sys.stderr)

    with connection.execute_wrapper(around):
        yield took


def asked(client: Client, url: str, rounds: int) -> dict[str, Any]:
    """The answer's state, queries, and milliseconds: all, and those in the database."""
    at = time.perf_counter()
    client.get(url)  # what is remembered for good is fetched once
    rounds = rounds if time.perf_counter() - at < PATIENCE else 1
    figures = []
    answer = None
    for _round in range(rounds):
        with counted() as took:
            at, own = time.perf_counter(), time.process_time()
            answer = client.get(url)
            figures.append((time.perf_counter() - at, sum(took), time.process_time() - own, len(took)))
    assert answer is not None
    figures.sort()
    middle = figures[len(figures) // 2]
    return {
        "status": answer.status_code, "queries": middle[3], "median": middle[0] * 1000, "worst": figures[-1][0] * 1000,
        "least": figures[0][0] * 1000, "database": middle[1] * 1000, "own": middle[2] * 1000,
        "bytes": len(answer.content) if not answer.streaming else 0,
    }  # fmt: skip


def urls(wanted: list[str]) -> Iterator[tuple[str, str, str]]:
    """Name, address, and what is asked of it: Today, and every list of ours."""
    if not wanted or "home" in wanted:
        yield "wagtailadmin_home", "/desk/", ""
    for address in addresses():
        door = DOORS.get(address.name)
        if door is None or not address.ours or door.ways is Ways.DO or door.who is Who.NOBODY:
            continue
        if not _is_wanted(address.name, door, wanted):
            continue
        url = address.url({})
        yield address.name, url, ""
        for more in MORE.get(address.name, []):
            yield address.name, url, more


def _is_wanted(name: str, door: Door, words: list[str]) -> bool:
    """Every page that is only read and shows no single row; of them those with one of the words, if any."""
    listed = door.ways is Ways.READ and not door.row and not name.endswith(FILES)
    return listed and (not words or any(word in name for word in words))


def _is_open(name: str, user: User) -> bool:
    """Whether the person holds a right to come in by; to all others the address answers that it is not there."""
    door = DOORS.get(name)
    if door is None or door.who is not Who.RIGHTS:
        return True
    held = holdings(user)
    return any(right in held.everywhere if door.everywhere else held.has(right) for right in door.rights)


def _settle() -> None:
    """What the server does once it has loaded everything (`web.front.house`): full collections then pass it over."""
    gc.collect()
    gc.freeze()


def variants(client: Client, url: str) -> list[str]:
    """What a list's reader can ask of it: a word, each filter's first choice, each order, a later page."""
    answer = client.get(url)
    view = (getattr(answer, "context_data", None) or {}).get("view")
    if view is None or not hasattr(view, "get_base_queryset"):
        return []
    found = ["p=2", "p=1000"]
    found += ["q=5432", "q=zefzafi", "q=zzzz"] if view.is_searchable else []
    for name, field in view.filters.form.fields.items() if view.filters else ():
        choices = [str(value) for value, _label in getattr(field, "choices", ()) if str(value)]
        found += [f"{name}={value}" for value in choices[:1]]
        if not choices:
            found.append(f"{name}=a" if "Date" not in type(field).__name__ else f"{name}_from=2026-01-01")
    return found + [f"ordering={column.sort_key}" for column in view.columns if getattr(column, "sort_key", None)]


def main() -> None:
    """Everything, or only addresses whose name holds one of the words."""
    rounds, words = int(sys.argv[1]), sys.argv[2:]
    settings.ALLOWED_HOSTS = ["*"]
    everything = list(urls(words))
    _settle()
    for who, name in PEOPLE.items():
        if os.environ.get("WHO") and who not in os.environ["WHO"]:
            continue
        client, user = Client(), User.objects.get(first_name=name, memberships__role="admin")
        client.force_login(user)
        for address, url, more in everything:
            if not _is_open(address, user):
                continue
            lists = not more and address in DOORS
            for query in [more, *(variants(client, url) if lists else ())]:
                full = f"{url}?{query}" if query else url
                if os.environ.get("SLOW"):
                    print(who, full, file=sys.stderr, flush=True)
                try:
                    found = asked(client, full, rounds)
                except Exception as error:  # noqa: BLE001 - a screen that breaks must not hide the others
                    found = {"status": 500, "error": f"{type(error).__name__}: {error}"[:300]}
                told = {"who": who, "name": address, "url": full, **found}
                print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
