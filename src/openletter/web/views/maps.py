"""What the site tells machines of itself: where its pages are, which to leave alone, and whom to tell of a weakness."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.encoding import iri_to_uri

from openletter.kernel import clock
from openletter.kernel.languages import known
from openletter.sections.models import Section
from openletter.sections.routing import Place, base_of, root_of, section_at
from openletter.web import answers, sitemap
from openletter.web.context.of_map import listed
from openletter.web.context.of_page import absolute
from openletter.web.context.of_windows import Windows
from openletter.web.views.homes import home_of

TEXT = "text/plain; charset=utf-8"
MONTHS_VALID = 6


def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: pages, not forms, counts or anybody's links."""
    house = ("act/", "count/", "desk/", "mailbox/", "sign-in/")
    lines = ["User-agent: *", *(f"Disallow: /{path}" for path in house)]
    lines += [f"Disallow: /*/{path}" for path in ("confirm/", "act/*/thanks/", "act/*/resend/")]
    lines += ["", f"Sitemap: {_root(request)}/sitemap.xml"]
    return answers.document("\n".join(lines) + "\n", TEXT)


def index(request: HttpRequest) -> HttpResponse:
    """The maps of all sections that this host answers for, one for each of their languages."""
    own = section_at(request.get_host())
    sections = [own] if own else Section.objects.filter(is_active=True, host="")
    found = [absolute(row, f"{base_of(row, code)}sitemap.xml") for row in sections for code in row.languages]
    return answers.document(sitemap.index(found), sitemap.CONTENT_TYPE)


def of_section(request: HttpRequest) -> HttpResponse:
    """Every page of a section in one language that may be found, each with its other languages."""
    place: Place = request.place  # type: ignore[attr-defined]
    windows = Windows(home_of(place), place, clock.now())
    return answers.document(sitemap.pages(listed(windows)), sitemap.CONTENT_TYPE)


def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116): the operator's contact, else the section's own."""
    section = section_at(request.get_host()) or Section.objects.filter(is_active=True).first()
    contact = settings.ENV.security_contact or (f"mailto:{section.contact_email}" if section else "")
    if not contact:
        raise Http404
    lines = [f"Contact: {iri_to_uri(contact)}", f"Expires: {_expiry(clock.now()):%Y-%m-%dT%H:%M:%SZ}"]
    if settings.ENV.security_policy:
        lines.append(f"Policy: {iri_to_uri(settings.ENV.security_policy)}")
    lines += [
        f"Preferred-Languages: {', '.join(known())}",
        f"Canonical: {_root(request)}/.well-known/security.txt",
    ]
    return answers.document("\n".join(lines) + "\n", TEXT)


def _expiry(at: datetime) -> datetime:
    """The first of a month some months ahead: never past, and the same all through a month."""
    months = at.year * 12 + at.month - 1 + MONTHS_VALID
    return datetime(months // 12, months % 12 + 1, 1, tzinfo=UTC)


def _root(request: HttpRequest) -> str:
    own = section_at(request.get_host())
    return root_of(own) if own else str(settings.ENV.public_url)
