"""Resolving: offices with their role in, recipients out. The decisions are the pure modules'; here they are fed.

However many offices an action addresses, resolving takes the same few queries.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects

from openletter.targets.hours import hours_of
from openletter.targets.models import Accreditation, Office, PostRoute
from openletter.targets.queries import addresses_of, ways_to
from openletter.targets.resolution.channels import Point, ways_of
from openletter.targets.resolution.embassies import Post, embassy_for
from openletter.targets.resolution.holders import Term, holder_on
from openletter.targets.resolution.recipient import COPY, TARGET, Notice, Recipient, Resolution
from openletter.targets.resolution.routes import Route, route_for
from openletter.targets.rules import ContactKind, NoticeCode, OfficeKind, RouteState

FETCHED = ("words", "holders", ways_to())


@dataclass(frozen=True, slots=True)
class _World:
    """What is asked and what the answers rest on."""

    country: str
    on: date
    language: str
    embassies: dict[str, Office]
    posts: tuple[Post, ...]
    routes: tuple[Route, ...]

    def embassy_of(self, territory: str) -> Office | None:
        key = embassy_for(self.posts, of=territory, in_country=self.country, on=self.on)
        return self.embassies.get(key)


def resolve(offices: Iterable[tuple[Office, str]], *, country: str, on: date, language: str) -> Resolution:
    """Whom these offices are for a supporter in a country on a day, addressed in a language or the nearest.

    Each office comes with its role, "target" or "copy". One that appears twice is named once, as a target if it is
    one; the office kind "embassy in the supporter's country" gives way to the embassy accredited there, or to a notice.
    """
    rows = list(offices)
    prefetch_related_objects([office for office, _role in rows], *FETCHED)
    asked = _ask({office.territory for office, _role in rows}, country, on, language)
    found: dict[str, Recipient] = {}
    missing: list[Notice] = []
    for office, role in sorted(rows, key=lambda row: row[1] != TARGET):
        actual = _actual(office, asked)
        if actual is None:
            if office.territory != country:
                missing.append(Notice(NoticeCode.NO_EMBASSY, office.key, country=office.territory))
        elif actual.key not in found and (recipient := _recipient(actual, role, asked)) is not None:
            found[actual.key] = recipient
    return Resolution(
        targets=tuple(each for each in found.values() if each.role == TARGET),
        copies=tuple(each for each in found.values() if each.role == COPY),
        notices=tuple(missing),
    )


def _ask(territories: set[str], country: str, on: date, language: str) -> _World:
    embassies = Office.objects.filter(
        kind=OfficeKind.AMBASSADOR, territory__in=territories, accreditations__country=country
    ).prefetch_related(*FETCHED, Prefetch("accreditations", Accreditation.objects.filter(country=country)))
    by_key = {office.key: office for office in embassies}
    posts = tuple(
        Post(office.key, office.territory, office.seat, row.country, row.since, row.until)
        for office in by_key.values()
        for row in office.accreditations.all()
    )
    routes = tuple(
        Route(row.from_country, row.to_country, row.state, row.since, row.until, row.source)
        for row in PostRoute.objects.filter(from_country__in=("", country), since__lte=on)
    )
    return _World(country, on, language, by_key, posts, routes)


def _actual(office: Office, asked: _World) -> Office | None:
    return asked.embassy_of(office.territory) if office.kind == OfficeKind.ACCREDITED_EMBASSY else office


def _recipient(office: Office, role: str, asked: _World) -> Recipient | None:
    """The office with its ways; None while it has no words, so that nobody writes to a blank."""
    bare = _bare(office, role, asked)
    if bare is None:
        return None
    route = _route_to(bare, asked)
    notices = (*_of_the_route(route, bare), *bare.notices)
    bare = _as_carried(bare, route)
    via = _forwarder(office, bare, route, role, asked)
    if via is not None:
        channel = ContactKind.POSTAL if route else ""
        notices = (*notices, Notice(NoticeCode.SEND_THROUGH_EMBASSY, bare.office, channel, asked.country))
    return replace(bare, notices=notices, via=via)


def _bare(office: Office, role: str, asked: _World) -> Recipient | None:
    said = addresses_of(office, asked.language)
    if not said:
        return None
    terms = [Term(row.name, row.since, row.until) for row in office.holders.all()]
    points = [Point(row.kind, row.value, row.health, row.order, row.seen_by_one) for row in office.contact_points.all()]
    ways = ways_of(points, office=office.key, country=office.seat or office.territory)
    return Recipient(
        office=office.key, kind=office.kind, territory=office.territory, role=role,
        holder=holder_on(terms, asked.on), language=said[0].language, name=said[0].name,
        salutation=said[0].salutation, closing=said[0].closing, postal=ways.postal, email=ways.email,
        phones=ways.phones, fax=ways.fax, web_form=ways.web_form, handles=ways.handles,
        preferred_languages=tuple(office.preferred_languages), notices=ways.notices, addresses=said,
        hours=hours_of(office), mail_waits=ways.mail_waits,
    )  # fmt: skip


def _route_to(recipient: Recipient, asked: _World) -> Route | None:
    if recipient.postal is None:
        return None
    return route_for(asked.routes, origin=asked.country, destination=recipient.postal.country, on=asked.on)


def _of_the_route(route: Route | None, recipient: Recipient) -> tuple[Notice, ...]:
    if route is None or route.state != RouteState.SUSPENDED:
        return ()
    return (
        Notice(
            NoticeCode.POST_SUSPENDED, recipient.office, ContactKind.POSTAL, route.destination,
            until=route.until, source=route.source,
        ),
    )  # fmt: skip


def _forwarder(office: Office, recipient: Recipient, route: Route | None, role: str, asked: _World) -> Recipient | None:
    """The embassy that is asked to forward: where the post does not go, or no way to the office is left."""
    if route is None and recipient.within_reach:
        return None
    embassy = asked.embassy_of(office.territory)
    if embassy is None or embassy.pk == office.pk:
        return None
    bare = _bare(embassy, role, asked)
    if bare is None:
        return None
    carried = _as_carried(bare, _route_to(bare, asked))
    # In place of the post, an embassy that the post reaches; in place of everything, one that anything reaches.
    return carried if (carried.postal if route else carried.within_reach) else None


def _as_carried(recipient: Recipient, route: Route | None) -> Recipient:
    """Without a postal address while the post carries no letters to it."""
    suspended = route is not None and route.state == RouteState.SUSPENDED
    return replace(recipient, postal=None) if suspended else recipient
