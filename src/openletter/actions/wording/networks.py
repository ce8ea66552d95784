"""The networks a supporter can post to: how long a post may be there, and the page on which it is written.

Nothing here posts. Each address is the network's own compose page; following it is the first that the network hears of
the supporter, and what it is told is the text and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from openletter.actions.wording import lengths


@dataclass(frozen=True, slots=True)
class Network:
    """One network. `longest` is None where no post of ours comes near the limit.

    `measure` names the same count in static/openletter/js/lengths.js. `takes_text` is False where the compose page
    takes a link and no words; `calls` is False where a handle in the text calls nobody.
    """

    key: str
    name: str
    longest: int | None
    measure: str
    length: Callable[[str], int]
    takes_text: bool = True
    calls: bool = True


NETWORKS: Final = (
    Network("x", "X", 280, "x", lengths.weight_on_x),
    Network("bluesky", "Bluesky", 300, "graphemes", lengths.graphemes),
    Network("mastodon", "Mastodon", 500, "mastodon", lengths.length_on_mastodon),
    Network("facebook", "Facebook", None, "graphemes", lengths.graphemes, takes_text=False, calls=False),
    Network("whatsapp", "WhatsApp", None, "graphemes", lengths.graphemes, calls=False),
    Network("telegram", "Telegram", None, "graphemes", lengths.graphemes, calls=False),
)
BY_KEY: Final = {network.key: network for network in NETWORKS}
MASTODON_ANYWHERE: Final = "https://share.joinmastodon.org/#text="
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


def compose(network: Network, text: str, address: str, *, server: str = "") -> str:
    """The network's own compose page with a text; `address` is the page that the post is about.

    `server` is the Mastodon server of whoever posts, as `host_of` reads it; without one the Mastodon project's page
    asks for it.
    """
    said, there = quote(text, safe=""), quote(address, safe="")
    match network.key:
        case "x":
            return f"https://x.com/intent/post?text={said}"
        case "bluesky":
            return f"https://bsky.app/intent/compose?text={said}"
        case "mastodon":
            return f"https://{server}/share?text={said}" if server else MASTODON_ANYWHERE + said
        case "facebook":
            return f"https://www.facebook.com/sharer/sharer.php?u={there}"
        case "whatsapp":
            return f"https://wa.me/?text={said}"
        case _:
            around = text.replace(address, "").strip()  # Telegram puts the link before the words by itself
            return f"https://t.me/share/url?url={there}&text={quote(around, safe='')}"


def too_long_by(network: Network, text: str) -> int:
    """By how much a text is longer than the network takes, in its own measure; nought where it fits."""
    over = network.length(text) - network.longest if network.longest else 0
    if network.key == "bluesky" and lengths.octets(text) > lengths.BLUESKY_OCTETS:
        over = max(over, 1)
    return max(over, 0)


def propose(network: Network, text: str, *, handles: tuple[str, ...], hashtags: tuple[str, ...], address: str) -> str:
    """The post proposed: the text, whom it calls, its hashtags, the page. Hashtags are left out where it would be too
    long with them, then handles; the text and the page stay."""
    called = tuple(at(handle) for handle in handles) if network.calls else ()
    for names, tags in ((called, hashtags), (called, ()), ((), ())):
        last = " ".join(word for word in (*names, *tags) if word.casefold() not in text.casefold())
        post = "\n\n".join(part for part in (text.strip(), last, "" if address in text else address) if part)
        if not too_long_by(network, post):
            break
    return post


def at(handle: str) -> str:
    """A handle with its sign before it, however staff wrote it.

    >>> at("minister"), at("@minister@social.example.org")
    ('@minister', '@minister@social.example.org')
    """
    return "@" + handle.strip().removeprefix("@")


def hashtags_of(text: str) -> tuple[str, ...]:
    """The hashtags in a line, each with its sign.

    >>> hashtags_of("FreeThem, #Justice")
    ('#FreeThem', '#Justice')
    """
    words = re.split(r"[\s,،;]+", text.strip())
    return tuple("#" + word.lstrip("#") for word in words if word.strip("#"))


def host_of(typed: str) -> str | None:
    """The Mastodon server somebody typed: a host, an address or a whole handle; None where it is none, empty for
    nothing typed.

    >>> host_of("https://Social.example.org/home"), host_of("@me@social.example.org"), host_of("not a host")
    ('social.example.org', 'social.example.org', None)
    """
    bare = re.sub(r"^https?://", "", typed.strip().casefold()).partition("/")[0].rpartition("@")[2]
    if not bare:
        return "" if not typed.strip() else None
    try:
        host = bare.encode("idna").decode()
    except UnicodeError:
        return None
    return host if len(host) <= 253 and _HOST.fullmatch(host) else None
