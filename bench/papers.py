"""Papers: letters a second on one core beside the bare engine setting the same source, and what a booklet takes.

`python -m bench papers`. The work is done in processes of their own, so that their memory is that of the papers alone.
"""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bench.load import Result
from bench.places import PYTHON, ROOT

OURS, BARE = "letters", "letters, bare engine"
LETTERS = 200  # a turn
MANY = 1_000  # letters set by one process before its memory is taken
MESSAGES, PART, PICTURES = 10_000, 250, 25
AT = datetime(2026, 11, 21, tzinfo=UTC)
BODY = "\n\n".join(
    [
        "I am writing about a human rights defender who has been sentenced to twenty years in prison. " * n
        for n in (1, 3, 4)
    ]
)


def measured(rounds: int) -> tuple[dict[str, list[Result]], dict[str, float]]:
    """Turns of both, and the memory that letters and a booklet take, in bytes."""
    found = _asked("letters", str(rounds))
    results = {name: [Result(**each) for each in found[name]] for name in (OURS, BARE)}
    booklet = _asked("booklet", "0")
    memory = {
        "letters": found["memory"], "booklet": booklet["memory"],
        "booklet seconds": booklet["seconds"], "booklet bytes": booklet["bytes"],
    }  # fmt: skip
    return results, memory


def lines(kept: dict[str, Any]) -> list[str]:
    """What the page says of memory."""
    mega = 2**20
    return [
        "\nLetters for each second of one core's work (the process's own time, for others may want the core too); a "
        "letter of one page in English, no two alike. After "
        f"{MANY:,} letters the process holds {kept['letters'] / mega:.0f} MiB.",
        f"\nA booklet of {MESSAGES:,} messages in parts of {PART}, each with {PICTURES} pictures: "
        f"{kept['booklet'] / mega:.0f} MiB at most (wanted: below 1,024), {kept['booklet seconds']:.0f} seconds, "
        f"{kept['booklet bytes'] / mega:.0f} MiB of PDF.",
    ]


def _asked(what: str, rounds: str) -> dict[str, Any]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("OPENLETTER_")}
    environ |= {
        "DJANGO_SETTINGS_MODULE": "tests.world.settings", "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }  # fmt: skip
    run = [PYTHON, "-m", "bench.papers", what, rounds]
    answer = subprocess.run(run, cwd=ROOT, env=environ, stdout=subprocess.PIPE, check=True)
    return dict(json.loads(answer.stdout.splitlines()[-1]))


def _letters(rounds: int) -> dict[str, Any]:
    from openletter.actions.papers import Addressee, Format, LetterPaper, Sender, Wording, draw_letters

    to = Addressee("", "Minister of Examples", ("Ministry of Examples", "1 Example Square", "10020 Rabat"), "MA")
    text = Wording("en", "A request", "Your Excellency,", BODY, "Yours respectfully,")
    model = LetterPaper(Format.A4, "GB", Sender(), to, text, on=AT.date(), copies=("Head of State",))

    def ours(number: int) -> bytes:
        return draw_letters([model.signed_by(_person(number))], at=AT)

    bare = _bare(ours)
    found: dict[str, Any] = {OURS: [], BARE: []}
    for turn in range(-1, rounds):  # the first warms both up and is not kept
        for name, draw in ((OURS, ours), (BARE, bare)):
            result = _turn(draw, (turn + 1) * LETTERS)
            if turn >= 0:
                found[name].append(result)
    for number in range(MANY):
        ours(number)
    return found | {"memory": _resident()}


def _person(number: int) -> Any:
    from openletter.actions.papers import Sender

    return Sender(f"Person {number}", (f"{number} Example Street", "London"), "London")


def _bare(ours: Callable[[int], bytes]) -> Callable[[int], bytes]:
    """The engine by itself: the very inputs that our own way gives it, made beforehand."""
    import typst

    from openletter.kernel.pdf import engine

    press = typst.Compiler(root=str(engine.ROOT), font_paths=engine._fonts())
    given: dict[int, dict[str, Any]] = {}

    class Listening:
        """Stands in for a press to hear what it is given."""

        def compile(self, **how: Any) -> bytes:
            given[len(given)] = how
            return b"heard"

    kept, engine._idle[:] = list(engine._idle), [Listening()]
    for number in range(LETTERS):
        ours(number)
    engine._idle[:] = kept

    def draw(number: int) -> bytes:
        how = given[number % LETTERS]
        data = how["sys_inputs"]["data"].replace("Person ", f"Person {number} ")
        return bytes(press.compile(**(how | {"sys_inputs": how["sys_inputs"] | {"data": data}})))

    return draw


def _turn(draw: Callable[[int], bytes], first: int) -> dict[str, float]:
    times, work = [], time.process_time()
    for number in range(first, first + LETTERS):
        began = time.perf_counter()
        assert draw(number).startswith(b"%PDF")
        times.append(time.perf_counter() - began)
    work = time.process_time() - work
    times.sort()
    return {
        "per_second": LETTERS / work, "p50": times[LETTERS // 2] * 1000,
        "p99": times[LETTERS * 99 // 100] * 1000, "requests": LETTERS, "errors": 0,
    }  # fmt: skip


def _booklet(_rounds: int) -> dict[str, Any]:
    from openletter.solidarity.booklet import Cover, set_booklet

    began, size = time.perf_counter(), 0
    for part in range(MESSAGES // PART):
        cover = Cover("Amina Example", "A section", "en", 1, MESSAGES, part + 1, MESSAGES // PART, AT)
        size += len(set_booklet(cover, [_page(part * PART + number, number) for number in range(PART)]))
    return {"memory": _resident(), "seconds": time.perf_counter() - began, "bytes": size}


def _page(number: int, place: int) -> Any:
    from openletter.solidarity.booklet import Page

    words = (f"Dear Amina, this is message {number}.", "I think of you, and I wish you a quiet day. " * 4)
    picture = _picture(number) if place < PICTURES else None
    return Page(words, "en", "Ben, Canada", picture=picture)


def _picture(number: int) -> Any:
    """A photograph of 1600 by 1200 pixels, as large on disk as one that was cleaned."""
    from PIL import Image

    from openletter.kernel.pdf import Picture

    image, out = Image.effect_noise((400, 300), 40 + number % 20).resize((1600, 1200)).convert("RGB"), io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return Picture.of(out.getvalue())


def _resident() -> int:
    """The most memory this process ever held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main(what: str, rounds: int) -> None:
    """Do one part of the work in this process, and say what was found."""
    import django

    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    django.setup()
    print(json.dumps({"letters": _letters, "booklet": _booklet}[what](rounds)))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
