"""People who leave a page open: kept-open connections that each ask for one address at a steady pace.

Started as a process of its own: `python -m bench.crowd HOST:PORT PATH PEOPLE EVERY FIRST`. It connects everybody,
says `ready` once all have asked once, forgets its figures when it reads a line `begin`, and at a line `end` prints
what it saw as JSON. People are asked for in turn, so the questions are spread evenly over the pace.
"""

from __future__ import annotations

import json
import re
import select
import socket
import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

STEP = 10  # answers are told apart by a tenth of a millisecond
CONNECTS_A_SECOND = 2_000
BREATH = 0.002  # seconds that questions may be gathered for
PATIENCE = 30.0  # seconds for the last answers after the end
PORT_LATER = 24  # IP_BIND_ADDRESS_NO_PORT: ports are counted for each pair of addresses, not once
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.I)
WELL = b"HTTP/1.1 200 "


@dataclass
class Seen:
    """What a crowd saw: answers by their time in tenths of milliseconds, and everything that went wrong by name."""

    times: Counter[int] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Seen) -> Seen:
        return Seen(self.times + other.times, self.wrong + other.wrong)

    def dumped(self) -> str:
        """One line of JSON."""
        return json.dumps({"times": self.times, "wrong": self.wrong})


def loaded(line: str) -> Seen:
    """What `dumped` wrote."""
    said: Mapping[str, Mapping[str, int]] = json.loads(line)
    return Seen(Counter({int(step): times for step, times in said["times"].items()}), Counter(said["wrong"]))


def percentile(times: Mapping[int, int], percent: float) -> float:
    """The time, in milliseconds, within which so many of a hundred answers came; not a number without answers."""
    left = sum(times.values()) * percent / 100
    for step in sorted(times):
        left -= times[step]
        if left <= 0:
            return step / STEP
    return float("nan")


def rest_of(data: bytes) -> int:
    """How many bytes of an answer are still to come; below zero when there are more than one answer has."""
    head, blank, body = data.partition(b"\r\n\r\n")
    said = LENGTH.search(head) if blank else None
    return int(said[1]) - len(body) if said else 1


class Crowd:
    """Everybody of one process. `first` numbers their source address, so that several processes do not share one."""

    def __init__(self, address: tuple[str, int], path: str, people: int, every: float, first: int) -> None:
        self.address, self.people, self.every = address, people, every
        self.source = f"127.0.{1 + first // 200}.{1 + first % 200}"
        self.question = f"GET {path} HTTP/1.1\r\nHost: {address[0]}:{address[1]}\r\n\r\n".encode()
        self.poll = select.epoll()
        self.who: dict[int, int] = {}
        self.sockets: list[socket.socket | None] = [None] * people
        self.asked = [0.0] * people  # when the open question should have been asked; 0 when none is open
        self.parts: dict[int, bytes] = {}
        self.seen = Seen()

    def connect(self, number: int) -> None:
        """Open one connection; a refusal is noted and tried again at the next turn."""
        each = socket.socket()
        try:
            if self.address[0].startswith("127."):
                each.setsockopt(socket.IPPROTO_IP, PORT_LATER, 1)
                each.bind((self.source, 0))
            each.settimeout(10.0)
            each.connect(self.address)
        except OSError as error:
            each.close()
            self.seen.wrong[f"not connected ({type(error).__name__})"] += 1
            return
        each.setblocking(False)
        self.sockets[number] = each
        self.who[each.fileno()] = number
        self.poll.register(each.fileno(), select.EPOLLIN)

    def ask(self, number: int, planned: float) -> None:
        """One question, unless the last one is still open: that is one answer that did not come in time."""
        if self.asked[number]:
            self.seen.wrong["late"] += 1
            self.leave(number)
        if self.sockets[number] is None:
            self.connect(number)
        each = self.sockets[number]
        if each is not None:
            self.asked[number] = planned
            try:
                each.send(self.question)
            except OSError as error:
                self.broken(number, type(error).__name__)

    def hear(self, fd: int) -> None:
        """Take what arrived."""
        number = self.who[fd]
        each = self.sockets[number]
        assert each is not None
        try:
            data = each.recv(4096)
        except OSError as error:
            self.broken(number, type(error).__name__)
            return
        if not data:
            self.broken(number, "closed")
            return
        whole = self.parts.pop(number, b"") + data
        if rest_of(whole) > 0:
            self.parts[number] = whole
            return
        if whole.startswith(WELL):
            self.seen.times[int((time.perf_counter() - self.asked[number]) * 1000 * STEP)] += 1
        else:
            self.seen.wrong[f"status {whole[9:12].decode('latin-1')}"] += 1
        self.asked[number] = 0.0

    def broken(self, number: int, why: str) -> None:
        """A connection ended before we ended it."""
        self.seen.wrong[why] += 1
        self.leave(number)

    def leave(self, number: int) -> None:
        """Let a connection go."""
        each, self.sockets[number], self.asked[number] = self.sockets[number], None, 0.0
        self.parts.pop(number, None)
        if each is not None:
            self.who.pop(each.fileno(), None)
            each.close()

    def arrive(self) -> None:
        """Everybody connects, at a pace that a real crowd would have."""
        began = time.perf_counter()
        for number in range(self.people):
            self.connect(number)
            time.sleep(max(0.0, began + number / CONNECTS_A_SECOND - time.perf_counter()))

    def watch(self) -> Seen:
        """Ask and hear until told to end."""
        self.poll.register(sys.stdin.fileno(), select.EPOLLIN)
        began, turn, step = time.perf_counter(), 0, self.every / self.people
        until = 0.0
        while True:
            now = time.perf_counter()
            while not until and began + turn * step <= now:
                self.ask(turn % self.people, began + turn * step)
                turn += 1
                if turn == self.people:
                    print("ready", flush=True)
            if until and (now > until or not any(self.asked)):
                self.seen.wrong["unanswered"] += sum(map(bool, self.asked))
                return self.seen
            for fd, _event in self.poll.poll(BREATH):
                if fd != sys.stdin.fileno():
                    if fd in self.who:
                        self.hear(fd)
                elif sys.stdin.readline() == "begin\n":
                    self.seen = Seen()
                else:
                    until = now + PATIENCE


def main(address: str, path: str, people: str, every: str, first: str) -> None:
    """Watch, and say what was seen."""
    host, _colon, port = address.rpartition(":")
    crowd = Crowd((host, int(port)), path, int(people), float(every), int(first))
    crowd.arrive()
    print(crowd.watch().dumped(), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
