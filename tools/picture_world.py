"""People who acted, invented, so that the desk's screens have something to show: `python -m tools.picture_world`.

Run on the demo world of a site of its own, with the site's environment; `tools.pictures` does so.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

PEOPLE, A_DAY, FLOOD = 150, timedelta(days=1), 40
COUNTRIES = ("CA", "CA", "CA", "FR", "FR", "MA", "BE", "DE", "ES", "TN")
LANGUAGES = ("en", "fr", "fr", "ar")
NETWORK = "0a1b2c3d"


def main() -> None:
    """Signatures of three weeks on the petition of the demo world, and forty that come from one place in this hour."""
    from openletter.actions.models import Action
    from openletter.kernel import clock

    petition = Action.objects.select_related("section").get(ref="zefzaf0785")
    _weeks(petition, clock.now())
    _flood(petition, clock.now())


def _weeks(petition: Any, now: datetime) -> None:
    from tests.world.acts import an_act

    from openletter.actions.models import ActionTaken
    from openletter.actions.operations import acts

    chance = Random(785)  # noqa: S311 - the same pictures every time
    for number in range(PEOPLE):
        at = now - A_DAY * (21 * chance.random() ** 0.7 + 0.1)
        act = an_act(petition, f"person-{number}@example.org", name="An Example", at=at, news=number % 2 == 0)
        country, language = chance.choice(COUNTRIES), chance.choice(LANGUAGES)
        ActionTaken.objects.filter(pk=act).update(country=country, language=language)
        if number % 8:
            acts.confirm(act_id=act, at=at + timedelta(minutes=20))


def _flood(petition: Any, now: datetime) -> None:
    from tests.world.acts import an_act

    from openletter.actions.abuse.traces import pack
    from openletter.actions.criteria import label_of_domain
    from openletter.actions.models import ActionTaken
    from openletter.actions.operations import trends

    traces = pack(bytes.fromhex(NETWORK), label_of_domain("flood.example"), "", 2)
    for number in range(FLOOD):
        act = an_act(petition, f"p{number}@flood.example", at=now - timedelta(seconds=number))
        ActionTaken.objects.filter(pk=act).update(traces=traces)
    trends.note(at=now)


if __name__ == "__main__":
    from openletter.cli.surroundings import set_up_django

    set_up_django()
    main()
