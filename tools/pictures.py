"""The pictures of the README and of the guide, from a running demo world: `python -m tools.pictures [desk|public]`.

It starts a demonstration of its own. Pictures are small palettes, so that a clone stays light.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from tests.world.chromium import QUIET, executable
from tests.world.site import running_site

from tools import desk_pictures

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
STAFF = ("admin@example.org", "letters-for-rights")
COLOURS, FEW_COLOURS = 48, 32
MOST_BYTES = 3_000_000


@dataclass(frozen=True)
class Picture:
    """One picture: where it is taken, and how much of the page it shows, in CSS pixels."""

    name: str
    path: str
    width: int
    height: int
    scale: float = 1.0
    before: Callable[[Page, str], None] | None = None


def _sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/desk/")
    page.locator('[name="login"]').fill(STAFF[0])
    page.locator('[name="password"]').fill(STAFF[1])
    page.locator('button[type="submit"]').click()
    page.wait_for_url("**/desk/")


PICTURES = (
    Picture("action-fr", "/ca/fr/nasser-zefzafi/liberte-pour-nasser-zefzafi/", 360, 940, 2.0),
    Picture("action-ar", "/dz/ar/ناصر-الزفزافي/الحرية-لناصر-الزفزافي/", 360, 940, 2.0),
    Picture("case", "/ca/en/nasser-zefzafi/", 1280, 2010),
    Picture("find", "/ca/en/cases/", 1280, 1000),
    Picture("closed", "/ca/en/mohamed-mkhaitir/free-mohamed-mkhaitir/", 1280, 900),
    Picture("desk", "/desk/cases/", 1280, 560, before=_sign_in),
)


def main(only: str = "") -> int:
    """Every picture stands in docs/pictures; refuses a set that is too heavy for a clone. `only`: desk, or public."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with running_site(f"pictures_{os.getpid()}") as site, sync_playwright() as playwright:
        site.module("tools.picture_world")
        browser = playwright.chromium.launch(executable_path=executable(), args=list(QUIET))
        if only != "desk":
            for picture in PICTURES:
                _take(browser, picture, site.base_url)
        if only != "public":
            desk_pictures.take(desk_pictures.Desk(browser, site.base_url, _keep))
        browser.close()
    weight = sum(file.stat().st_size for file in FOLDER.glob("*.png"))
    print(f"{len(list(FOLDER.glob('*.png')))} pictures, {weight // 1000} kB, in {FOLDER.relative_to(Path.cwd())}")
    return 0 if weight <= MOST_BYTES else 1


def names() -> set[str]:
    """Every picture that is taken."""
    return {picture.name for picture in PICTURES} | {desk_pictures.NAME + name for name in desk_pictures.HEIGHTS}


def _take(browser: Browser, picture: Picture, address: str) -> None:
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        device_scale_factor=picture.scale,
        color_scheme="light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    if picture.before:
        picture.before(page, address)
    page.goto(f"{address}{picture.path}")
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready.then(() => null)")
    _keep(picture.name, page.screenshot(), COLOURS)
    context.close()


def _keep(name: str, taken: bytes, colours: int = FEW_COLOURS) -> None:
    image = Image.open(BytesIO(taken)).convert("RGB")
    file = FOLDER / f"{name}.png"
    image.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(file, optimize=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
