"""The watcher: a thread with its own connection that sees each second what changed, and keeps the figures up."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from openletter.actions.intake import known as knowing
from openletter.actions.intake.connections import Reader
from openletter.actions.intake.known import Known
from openletter.kernel import marks

log = logging.getLogger("openletter.front")

EVERY_SECONDS = 1.0


class Watcher:
    """Reads marks, knowledge and figures. While the database is away, what was last known stands."""

    def __init__(
        self,
        *,
        open_reader: Callable[[], Reader],
        on_known: Callable[[Known], None],
        on_pages: Callable[[], None],
        on_round: Callable[[Reader, Known], None],
    ) -> None:
        self._open_reader = open_reader
        self._on_known, self._on_pages, self._on_round = on_known, on_pages, on_round
        self._reader: Reader | None = None
        self._marks: dict[str, int] = {}
        self._known: Known | None = None
        self._away = False
        self._wake, self._stop = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)

    def start(self) -> None:
        """Begin; the first round comes at once."""
        self._thread.start()

    def hurry(self) -> None:
        """Make the next round now: somebody waits for a figure."""
        self._wake.set()

    def stop(self) -> None:
        """End after the round under way."""
        self._stop.set()
        self._wake.set()
        self._thread.join(timeout=10)

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            self.round()
            self._wake.wait(EVERY_SECONDS)
        if self._reader is not None:
            self._reader.close()

    def round(self) -> None:
        """Look once. Whatever fails is told once and tried again at the next round."""
        try:
            if self._reader is None:
                self._reader = self._open_reader()
            self._look(self._reader)
        except Exception as error:  # noqa: BLE001 - the database's own errors, of either library
            if not self._away:
                log.warning("the front cannot read the database (%s); what was last known stands", type(error).__name__)
            self._away = True
            self._forget_reader()
        else:
            self._away = False

    def _look(self, reader: Reader) -> None:
        seen = knowing.marks(reader)
        before, self._marks = self._marks, seen
        try:
            if self._known is None or any(before.get(n) != seen.get(n) for n in (marks.ACTIONS, marks.RULES)):
                self._known = knowing.read(reader)
                self._on_known(self._known)
            if any(before.get(n) != seen.get(n) for n in (marks.PAGES, marks.ACTIONS, marks.RULES)):
                self._on_pages()
        except BaseException:
            self._marks = before  # not acted upon: look again
            raise
        self._on_round(reader, self._known)

    def _forget_reader(self) -> None:
        reader, self._reader = self._reader, None
        if reader is not None:
            try:
                reader.close()
            except Exception as error:  # noqa: BLE001 - it is lost anyway
                log.debug("closing a lost connection: %s", type(error).__name__)
