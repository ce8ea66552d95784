"""What does not fit on a page as a reader sees it: wider than the window, or cut off."""

from __future__ import annotations

from typing import cast

from playwright.sync_api import Page

NARROW = {"width": 320, "height": 640}  # the narrowest telephone; also 1280 pixels at four times the size

_LOOK = """() => {
  const width = document.documentElement.clientWidth;
  const found = [];
  if (document.documentElement.scrollWidth > width) found.push(`the page: ${document.documentElement.scrollWidth}`);
  const own = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  for (const element of document.body.querySelectorAll("*")) {
    if (element.closest("svg, .away, .skip, option, [hidden]") || !own(element)) continue;
    const { left, right, width: wide, height } = element.getBoundingClientRect();
    if (!wide || !height) continue;
    const name = `${element.localName}.${element.className}: ${element.textContent.trim().slice(0, 60)}`;
    if (left < -1 || right > width + 1) found.push(`outside ${name}`);
    const cut = getComputedStyle(element).overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
    if (cut && !element.matches("select")) found.push(`cut ${name}`);
  }
  return found;
}"""


def cramped(page: Page) -> list[str]:
    """What is wider than the window or cut off, at the size the page has now."""
    return cast("list[str]", page.evaluate(_LOOK))
