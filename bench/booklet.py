"""A bundle of ten thousand messages as booklets: how long it takes, and how much memory at most.

    PYTHONPATH=src python -m bench.booklet

Messages are made here and drawn part by part as the desk does; every fourth has a drawing, so the parts are those of a
lively campaign. The database and its unsealing are left out: they hold one message at a time.
"""

from __future__ import annotations

import io
import os
import resource
import time
from datetime import UTC, datetime
from itertools import batched

from openletter.cli.surroundings import set_up_django

MESSAGES = int(os.environ.get("MESSAGES", "10000"))
EVERY = 4  # of these messages one has a picture
MOST = 1024  # megabytes


def main() -> int:
    """Print the figures; 1 when the memory is too much."""
    set_up_django()
    from PIL import Image

    from openletter.kernel.drawings import drawn
    from openletter.kernel.pdf import Picture
    from openletter.solidarity.booklet import MOST_PICTURES, PART, Cover, Page, set_booklet

    noise = Image.effect_noise((1600, 1200), 60).convert("RGB")
    upload = io.BytesIO()
    noise.save(upload, "JPEG", quality=90)
    made = drawn(upload.getvalue())
    picture = Picture(made.body, "jpeg", made.width, made.height)
    words = {
        "en": "Dear Nasser, I think of you on my way to work, along the river. Today there were herons. " * 3,
        "ar": "عزيزي ناصر، أفكر فيك وأنا في طريقي إلى العمل على ضفة النهر. كانت هناك اليوم طيور. " * 3,
    }
    size = min(PART, MOST_PICTURES * EVERY)
    parts = -(-MESSAGES // size)
    begun, total = time.perf_counter(), 0
    for number, part in enumerate(batched(range(MESSAGES), size), 1):
        pages = [
            Page(
                (words["ar" if at % 2 else "en"],), "ar" if at % 2 else "en", "Maya, Canada",
                picture=picture if at % EVERY == 0 else None,
            )
            for at in part
        ]  # fmt: skip
        cover = Cover("ناصر الزفزافي", "Lettres", "ar", 1, MESSAGES, number, parts, datetime.now(UTC))
        total += len(set_booklet(cover, pages))
    took = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{MESSAGES} messages, {parts} parts, {total / 2**20:.0f} MB of PDF: {took:.0f} s, {peak:.0f} MB at most")
    return int(peak > MOST)


if __name__ == "__main__":
    raise SystemExit(main())
