"""The pictures of the README, taken from the demo world as it runs: `python -m tools.pictures [address]`.

Start the demo first (`make run`). Pictures are small palettes, so that a clone stays light.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from tests.world.chromium import QUIET, executable

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
ADDRESS = "http://127.0.0.1:8000"
STAFF = ("admin@example.org", "letters-for-rights")
COLOURS = 48
MOST_BYTES = 1_200_000


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


def main(address: str = ADDRESS) -> int:
    """Every picture stands in docs/pictures; refuses a set that is too heavy for a clone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(QUIET))
        for picture in PICTURES:
            _take(browser, picture, address)
        browser.close()
    weight = sum((FOLDER / f"{picture.name}.png").stat().st_size for picture in PICTURES)
    print(f"{len(PICTURES)} pictures, {weight // 1000} kB, in {FOLDER.relative_to(Path.cwd())}")
    return 0 if weight <= MOST_BYTES else 1


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
    _save(page.screenshot(), FOLDER / f"{picture.name}.png")
    context.close()


def _save(taken: bytes, file: Path) -> None:
    image = Image.open(BytesIO(taken)).convert("RGB")
    image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(file, optimize=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
