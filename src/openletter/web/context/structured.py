"""What a page says of itself to machines, as JSON-LD in schema.org's words: only what stands on the page as well."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from openletter.cases.queries import PublicCase
from openletter.cases.rules import SubjectKind
from openletter.web.context.page import Link

type Thing = dict[str, Any]

# A script element ends at the first "</script", wherever it stands; two letters of JSON end a line in scripts.
_ESCAPED = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def script(*things: Thing) -> str:
    """The things as one text that may stand in a script element: whatever names hold, it cannot end the element."""
    graph = {"@context": "https://schema.org", "@graph": list(things)}
    return json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)


def house(name: str, home: str) -> Thing:
    """The section as an organisation. `home` is the full address of its front page."""
    return {"@type": "Organization", "@id": f"{home}#house", "name": name, "url": home}


def site(name: str, home: str, language: str, *, search: str) -> Thing:
    """The section's site. `search` is the full address that takes what is searched for as `q`."""
    return {
        "@type": "WebSite", "@id": f"{home}#site", "name": name, "url": home, "inLanguage": language,
        "publisher": {"@id": f"{home}#house"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{words}}"},
            "query-input": "required name=words",
        },
    }  # fmt: skip


def article(headline: str, href: str, language: str, *, publisher: Thing, kind: str = "Article", **more: Any) -> Thing:
    """A page that tells of somebody. Whatever is empty is left out."""
    told = {"@type": kind, "headline": headline, "url": href, "mainEntityOfPage": href, "inLanguage": language}
    return {**told, **{name: value for name, value in more.items() if value}, "publisher": publisher}


def person(case: PublicCase) -> Thing | None:
    """The one person a case is about; nobody where it is about several, under another name, or about a child."""
    alone = case.people[0] if len(case.people) == 1 else None
    if alone is None or alone.is_pseudonym or alone.is_minor or alone.kind != SubjectKind.INDIVIDUAL:
        return None
    return {"@type": "Person", "name": alone.names[0].text} if alone.names else None


def changed(case: PublicCase, today: date) -> str:
    """The day of the latest news that the page shows; empty without any."""
    return max((update.on.isoformat() for update in case.updates if update.on <= today), default="")


def trail(steps: Sequence[Link]) -> Thing:
    """Where the page stands, from the section's home down; full addresses."""
    places = [
        {"@type": "ListItem", "position": position, "name": step.text, "item": step.href}
        for position, step in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": places}
