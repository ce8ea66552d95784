"""The map: light, whole, and with every country that needs to be seen."""

from __future__ import annotations

import gzip
import json
import re

from openletter.kernel.world import FILE
from openletter.web.context.of_world import world_of


def test_the_map_is_light() -> None:
    world = world_of({"MA": ("/x/", "Morocco: 1 case")})
    assert len(gzip.compress((world.land + world.lit[0].d).encode())) < 8_000


def test_nothing_is_drawn_across_the_whole_map() -> None:
    drawn = json.loads(FILE.read_text(encoding="utf-8"))
    for code, row in drawn["countries"].items():
        for piece in row["d"].removesuffix("z").split("z"):
            steps = [int(number) for number in re.findall(r"-?\d+", piece.partition("l")[2])]
            assert all(abs(step) < 80 for step in steps[::2]), code


def test_lit_countries_are_set_apart_from_the_land_and_small_ones_get_a_ring() -> None:
    world = world_of({"MA": ("/ma/", "Morocco"), "BH": ("/bh/", "Bahrain"), "??": ("/no/", "Nowhere")})
    assert [(lit.href, bool(lit.x)) for lit in world.lit] == [("/ma/", False), ("/bh/", True)]
    assert world.lit[0].d not in world.land


def test_territories_whose_status_is_disputed_are_drawn_for_themselves() -> None:
    drawn = json.loads(FILE.read_text(encoding="utf-8"))["countries"]
    assert {"EH", "PS", "TW", "HK", "XK"} <= drawn.keys()
