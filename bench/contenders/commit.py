"""The same group commit behind a bare route: the form is parsed and hashed, nothing is checked, limited or sealed."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openletter.config.settings")

from dj_database_url import parse as parse_database

from openletter.actions.intake import connections, known
from openletter.actions.intake.batch import NewAct, NewDataKey
from openletter.actions.intake.randomness import Randomness
from openletter.actions.intake.recorder import Recorder
from openletter.config.env import env
from openletter.kernel.ids import uuid7
from openletter.web.front.duties import open_store

SETTINGS = parse_database(env().database_url)
SEALED = bytes(150)
HEADERS = [(b"location", b"/thanks"), (b"content-length", b"0")]


class Application:
    """Takes acts and does nothing else."""

    def __init__(self) -> None:
        reader = connections.reader(SETTINGS)
        self.known = known.read(reader)
        reader.close()
        self.recorder: Recorder | None = None
        self.randomness = Randomness()
        self.keys: dict[int, NewDataKey] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Take one act."""
        if self.recorder is None:
            self.recorder = Recorder(lambda: open_store(SETTINGS))
        if scope["method"] != "POST":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        message = await receive()
        typed = dict(parse_qsl(message["body"].decode()))
        action = self.known.actions[scope["path"][5:]]
        await self.recorder.take(
            NewAct(
                id=uuid7(random=self.randomness.take(10)),
                action=action.id,
                section=action.section,
                person=hashlib.sha256(typed["email"].encode()).digest()[:16],
                state="pending",
                source="unconfirmed",
                channel="web_form",
                evidence="clicked",
                language="fr",
                country="CA",
                taken_at=datetime.now(UTC),
                to_target=True,
                public=False,
                news=False,
                notice=None,
                data_key=self.key(action.section),
                sealed=SEALED,
            )
        )
        await send({"type": "http.response.start", "status": 303, "headers": HEADERS})
        await send({"type": "http.response.body", "body": b""})

    def key(self, section: int) -> NewDataKey:
        """One data key for the whole run."""
        sealing_key = self.known.sections[section].sealing_key
        if sealing_key is None:
            raise LookupError(section)
        if section not in self.keys:
            self.keys[section] = NewDataKey(uuid7(), sealing_key[0], b"wrapped", datetime.now(UTC))
        return self.keys[section]


application = Application()
