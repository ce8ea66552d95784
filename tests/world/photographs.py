"""Generated pictures that stand for photographs in tests: no real face is ever used."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

RED, BLUE = (200, 40, 40), (40, 60, 200)


def photograph(size: tuple[int, int] = (800, 1000), kind: str = "JPEG", mode: str = "RGB", **more: Any) -> bytes:
    """Red on the left half, blue on the right, so that a test can see where it was cut."""
    image = Image.new("RGB", size, BLUE)
    image.paste(RED, (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    image.convert(mode).save(out, kind, **more)
    return out.getvalue()


def with_secrets(orientation: int = 1) -> bytes:
    """A JPEG as a telephone writes it: where it was taken, by whom, with what, and a comment."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x013B] = orientation, "SecretPhone", "Secret Owner"
    exif.get_ifd(0x8825).update({1: "N", 2: (35.0, 15.0, 3.0), 3: "W", 4: (3.0, 56.0, 7.0)})
    return photograph(exif=exif, comment=b"secret remark")
