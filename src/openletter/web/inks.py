"""A section's ink: its colour, darkened or lightened until every reader can read it on our paper.

Contrast is that of WCAG 2.2 (relative luminance); the bar is AAA for text, 7 to 1.
"""

from __future__ import annotations

LIGHT_PAPER = "#fbf8f1"
DARK_PAPER = "#1a1815"
BAR = 7.0


def legible(colour: str, paper: str) -> str:
    """The nearest shade of `#rrggbb` that reaches 7 to 1 on `paper`: mixed with black on light paper, else white."""
    goal = (0, 0, 0) if _luminance(_parts(paper)) > 0.5 else (255, 255, 255)
    parts = _parts(colour)
    for step in range(101):
        shade = tuple(round(part + (end - part) * step / 100) for part, end in zip(parts, goal, strict=True))
        if contrast("#{:02x}{:02x}{:02x}".format(*shade), paper) >= BAR:
            break
    return "#{:02x}{:02x}{:02x}".format(*shade)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    high, low = sorted((_luminance(_parts(one)), _luminance(_parts(other))), reverse=True)
    return (high + 0.05) / (low + 0.05)


def stylesheet(light: str, dark: str) -> str:
    """The few lines that put an ink on a page, over the tokens of the main stylesheet."""
    return (
        f":root{{--accent:{legible(light, LIGHT_PAPER)}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{--accent:{legible(dark, DARK_PAPER)}}}}}\n"
        f"@media print{{:root{{--accent:{legible(light, LIGHT_PAPER)}}}}}\n"
    )


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def _luminance(parts: tuple[int, ...]) -> float:
    red, green, blue = (part / 255 for part in parts)
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
