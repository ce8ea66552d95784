"""Draw the map of the world once: outlines of countries as short SVG paths, by ISO code.

Source (Natural Earth, public domain; fetched once, not part of this tree):

    npm install world-atlas@2.0.2
    python tools/world.py node_modules/world-atlas/countries-50m.json

The projection is Equal Earth: areas are true to one another. Outlines are simplified hard, because the map shows where
cases are and nothing else; the smallest islands go, the largest piece of every country stays. Borders are those of the
source, see docs/decisions/0009-the-map.md. What has no ISO code of its own is drawn as land under an empty key.
"""

from __future__ import annotations

import heapq
import json
import math
import sys
from pathlib import Path

import pycountry

OUT = Path(__file__).parent.parent / "src/openletter/kernel/world.json"
WIDTH, MARGIN = 720, 2
LEAST_TURN = 2.2  # square units: a corner that cuts off less is left out
LEAST_PIECE = 5.0  # square units: smaller pieces go, except a country's largest
LEFT_OUT = {"010"}  # Antarctica: nobody lives there
NAMED = {"Kosovo": "XK"}

type Point = tuple[float, float]


def projected(longitude: float, latitude: float) -> Point:
    """Equal Earth (Savric, Patterson and Jenny, 2018); the radius of the sphere is 1, y grows downwards."""
    a1, a2, a3, a4, m = 1.340264, -0.081106, 0.000893, 0.003796, math.sqrt(3) / 2
    t = math.asin(m * math.sin(math.radians(latitude)))
    d = a1 + 3 * a2 * t**2 + t**6 * (7 * a3 + 9 * a4 * t**2)
    x = math.radians(longitude) * math.cos(t) / (m * d)
    return x, -t * (a1 + a2 * t**2 + t**6 * (a3 + a4 * t**2))


def area(ring: list[Point]) -> float:
    """The area within a ring, without its sign."""
    following = [*ring[1:], ring[0]]
    return abs(sum(p[0] * q[1] - q[0] * p[1] for p, q in zip(ring, following, strict=True))) / 2


def simplified(line: list[Point]) -> list[Point]:
    """The line without corners that turn least (Visvalingam); its ends stay, so neighbours still meet."""
    before, after = list(range(-1, len(line) - 1)), list(range(1, len(line) + 1))
    gone: set[int] = set()

    def turn(i: int) -> float:
        return area([line[before[i]], line[i], line[after[i]]])

    heap = [(turn(i), i) for i in range(1, len(line) - 1)]
    sizes = {i: size for size, i in heap}
    heapq.heapify(heap)
    while heap:
        size, i = heapq.heappop(heap)
        if i in gone or size != sizes[i]:
            continue
        if size >= LEAST_TURN:
            break
        gone.add(i)
        after[before[i]], before[after[i]] = after[i], before[i]
        for j in (before[i], after[i]):
            if 0 < j < len(line) - 1:
                sizes[j] = max(turn(j), size)
                heapq.heappush(heap, (sizes[j], j))
    return [point for i, point in enumerate(line) if i not in gone]


def unrolled(line: list[Point]) -> list[Point]:
    """The line without leaps from one edge of the map to the other: it goes on beyond the edge where it began.

    What lies on both sides of the 180th meridian is drawn whole, on the side of the greater east.
    """
    found = line[:1]
    for longitude, latitude in line[1:]:
        turns = round((found[-1][0] - longitude) / 360)
        found.append((longitude + 360 * turns, latitude))
    shift = 360 if min(x for x, _y in found) < -180 else 0
    return [(x + shift, y) for x, y in found]


class World:
    """A topology, projected to our width and simplified."""

    def __init__(self, topology: dict) -> None:
        self.topology = topology
        (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
        self.half, self.top = projected(180, 0)[0], projected(0, 84)[1]
        self.scale = (WIDTH - 2 * MARGIN) / (2 * self.half)
        self.height = round((projected(0, -56)[1] - self.top) * self.scale + 2 * MARGIN)
        self.arcs = []
        for arc in topology["arcs"]:
            x = y = 0
            line = []
            for step_x, step_y in arc:
                x, y = x + step_x, y + step_y
                line.append((x * kx + dx, y * ky + dy))
            line = unrolled(line)
            kept = frozenset(simplified([self.place(*point) for point in line]))
            self.arcs.append([point for point in line if self.place(*point) in kept])

    def place(self, longitude: float, latitude: float) -> Point:
        """Where a point of the earth stands on the map."""
        x, y = projected(longitude, latitude)
        return (x + self.half) * self.scale + MARGIN, (y - self.top) * self.scale + MARGIN

    def rings(self, geometry: dict) -> list[list[Point]]:
        """Every outline of a country, its largest first."""
        pieces = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        rings = [self._ring(arcs) for piece in pieces for arcs in piece]
        return sorted(rings, key=area, reverse=True)

    def _ring(self, arcs: list[int]) -> list[Point]:
        ring: list[Point] = []
        for index in arcs:
            line = self.arcs[index] if index >= 0 else self.arcs[~index][::-1]
            ring += line[1:] if ring else line
        return [self.place(*point) for point in unrolled(ring)]


def path(rings: list[list[Point]]) -> str:
    """The outlines as one short path with whole numbers, each step from the last point."""
    parts = []
    for number, ring in enumerate(rings):
        if number and area(ring) < LEAST_PIECE:
            break
        points = list(dict.fromkeys((round(x), round(y)) for x, y in ring))
        if len(points) < 3:
            x, y = points[0]
            points = [(x, y), (x + 1, y), (x, y + 1)] if not number else []
        if points:
            parts.append(_steps(points))
    return "".join(parts)


def _steps(points: list[tuple[int, int]]) -> str:
    x, y = points[0]
    text = f"M{x} {y}l"
    steps = []
    for px, py in points[1:]:
        steps.append(f"{px - x} {py - y}")
        x, y = px, py
    return text + " ".join(steps).replace(" -", "-") + "z"


def code_of(geometry: dict) -> str:
    """The ISO code of a country or territory; empty where it has none."""
    found = pycountry.countries.get(numeric=str(geometry.get("id", "")).zfill(3))
    return found.alpha_2 if found else NAMED.get(geometry["properties"]["name"], "")


def main() -> int:
    """Write the file that the site draws from."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    world = World(topology)
    drawn: dict[str, dict[str, object]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        if geometry.get("id") in LEFT_OUT:
            continue
        rings, code = world.rings(geometry), code_of(geometry)
        x = sum(p[0] for p in rings[0]) / len(rings[0])
        y = sum(p[1] for p in rings[0]) / len(rings[0])
        row = drawn.setdefault(code, {"d": "", "at": [round(x), round(y)], "area": 0})
        row["d"] = str(row["d"]) + path(rings)
        row["area"] = max(int(str(row["area"])), round(area(rings[0])))
    answer = {"width": WIDTH, "height": world.height, "countries": dict(sorted(drawn.items()))}
    OUT.write_text(json.dumps(answer, separators=(",", ":")) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
