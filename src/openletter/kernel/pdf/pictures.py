"""A picture on paper: handed to the setting in memory, for a file of it on disk would outlive what it stands on."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG or PNG with its size in pixels, or a drawing of our own (`svg`)."""

    data: bytes
    type: str
    width: int = 0
    height: int = 0

    @classmethod
    def of(cls, data: bytes) -> Self:
        """A checked photograph or drawing (see kernel/pictures.py). ValueError when it is neither JPEG nor PNG."""
        from PIL import Image

        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
            return cls(data, str(image.format).lower(), *image.size)

    @classmethod
    def drawn(cls, svg: str) -> Self:
        """A drawing made by our own code, which carries its own paint."""
        return cls(svg.encode(), "svg")

    def as_svg(self) -> str:
        """As the setting takes it: it reads text alone, and a list of numbers takes it ten times as long."""
        if self.type == "svg":
            return self.data.decode()
        packed = base64.b64encode(self.data).decode()
        size = f'width="{self.width}" height="{self.height}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {self.width} {self.height}">'
            f'<image {size} href="data:image/{self.type};base64,{packed}"/></svg>'
        )
