"""A post in the supporter's own name: the text for each network, its length there, and the network's compose page.

Nothing is posted for anybody, and no network hears of a reader before the reader follows a link to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _

from openletter.actions.kinds import Address, Tool, kind_of
from openletter.actions.queries import Letter
from openletter.actions.wording.networks import (
    BY_KEY,
    NETWORKS,
    Network,
    compose,
    hashtags_of,
    host_of,
    propose,
    too_long_by,
)
from openletter.kernel import text
from openletter.kernel.languages import direction
from openletter.targets.resolution import Recipient
from openletter.web.context import figures
from openletter.web.context.of_page import absolute
from openletter.web.tools import Matter
from openletter.web.tools.alone import alone

LONGEST: Final = 5_000
LONGEST_HOST: Final = 260


@dataclass(frozen=True, slots=True)
class Post:
    """One network with the text as it stands. `over` is by how much it is too long there, `fault` what is wrong with
    the server named."""

    network: Network
    text: str
    language: str
    link: str
    action: str
    over: int
    manner: str
    server: str = ""
    fault: str = ""
    chosen: bool = False

    @property
    def direction(self) -> str:
        """Which way the text runs."""
        return direction(self.language)

    @property
    def length(self) -> str:
        """How long it is in the network's measure, as the reader's country writes figures."""
        return figures.number(self.network.length(self.text), self.manner)

    @property
    def longest(self) -> str:
        """How long it may be there; empty where nothing of ours comes near."""
        return figures.number(self.network.longest, self.manner) if self.network.longest else ""


@dataclass(frozen=True, slots=True)
class Social:
    """What the template draws. `address` is the page that every post leads to; it says nothing about who shares it."""

    posts: tuple[Post, ...]
    address: str
    manner: str
    clicks: bool = False
    script: bool = field(default=True, init=False)
    style: bool = field(default=True, init=False)


def build(matter: Matter) -> Social:
    """The posts proposed, one for each network that the action names."""
    called = matter.recipients().targets
    posts = tuple(
        _post(matter, network, _proposed(matter, network, called), chosen=number == 0)
        for number, network in enumerate(_networks(matter))
    )
    return Social(posts, _page(matter), _manner(matter), clicks=kind_of(matter.action.kind).address is Address.OPTIONAL)


def answer(request: HttpRequest, matter: Matter, leaf: str) -> HttpResponse:
    """One network with the reader's own text, measured, and its compose page with it. By POST; nothing is kept."""
    network = BY_KEY.get(leaf)
    if network is None or network not in _networks(matter):
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    typed = text.clean_block(text.without_controls(request.POST.get("text", ""))[:LONGEST]) or ""
    server = text.without_controls(request.POST.get("server", ""))[:LONGEST_HOST].strip()
    post = _post(matter, network, (typed, matter.place.language), server=server, chosen=True)
    return alone(request, matter, Tool.SOCIAL, Social((post,), _page(matter), _manner(matter)), _("Your post"))


def _post(matter: Matter, network: Network, proposed: tuple[str, str], *, server: str = "", chosen: bool) -> Post:
    words, language = proposed
    host = host_of(server) if server else ""
    return Post(
        network=network, text=words, language=language,
        link=compose(network, words, _page(matter), server=host or ""),
        action=matter.address(Tool.SOCIAL, network.key), over=too_long_by(network, words),
        manner=_manner(matter), server=server,
        fault=_("This is no server we can read. Write for example: mastodon.social") if host is None else "",
        chosen=chosen,
    )  # fmt: skip


def _proposed(matter: Matter, network: Network, called: tuple[Recipient, ...]) -> tuple[str, str]:
    letter = _letter(matter, network.key)
    if letter is None:
        return _page(matter), matter.place.language
    handles = tuple(office.handles[network.key] for office in called if network.key in office.handles)
    hashtags = hashtags_of(str(_setting(matter, "hashtags")))
    return propose(network, letter.body, handles=handles, hashtags=hashtags, address=_page(matter)), letter.language


def _letter(matter: Matter, use: str) -> Letter | None:
    """The text for this network, else the one for everybody; in the reader's language before any other."""
    found = [letter for letter in (*matter.action.uses, *matter.action.letters) if letter.use in (use, "")]
    wanted = matter.place.language
    return min(found, key=lambda letter: (letter.language != wanted, letter.use != use), default=None)


def _networks(matter: Matter) -> list[Network]:
    chosen = _setting(matter, "networks")
    return [network for network in NETWORKS if network.key in chosen] or list(NETWORKS)


def _setting(matter: Matter, name: str) -> Any:
    try:
        return kind_of(matter.action.kind).setting(matter.action.settings, name)
    except KeyError:  # a kind that uses this tool without settings for it
        return ""


def _page(matter: Matter) -> str:
    return absolute(matter.place.section, matter.place.address(f"act/{matter.action.ref}/"))


def _manner(matter: Matter) -> str:
    return figures.manner(matter.place.language, matter.place.section.territory)
