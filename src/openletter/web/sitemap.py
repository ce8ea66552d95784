"""Writing maps of the site (sitemaps.org, with the languages of each page)."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO
from xml.sax.xmlreader import AttributesImpl

from django.utils.xmlutils import SimplerXMLGenerator

from openletter.web.context.of_map import Mapped

CONTENT_TYPE = "application/xml; charset=utf-8"
SITEMAP, XHTML = "http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.w3.org/1999/xhtml"
MOST = 50_000  # addresses in one map; the protocol's own limit


def index(maps: Iterable[str]) -> str:
    """A map of maps."""
    out, xml = _begun("sitemapindex", {"xmlns": SITEMAP})
    for href in maps:
        xml.startElement("sitemap", AttributesImpl({}))
        xml.addQuickElement("loc", href)
        xml.endElement("sitemap")
    xml.endElement("sitemapindex")
    return out.getvalue()


def pages(mapped: Iterable[Mapped]) -> str:
    """A map of pages; of too many, the first that fit."""
    out, xml = _begun("urlset", {"xmlns": SITEMAP, "xmlns:xhtml": XHTML})
    for _number, page in zip(range(MOST), mapped, strict=False):
        xml.startElement("url", AttributesImpl({}))
        xml.addQuickElement("loc", page.href)
        if page.changed:
            xml.addQuickElement("lastmod", page.changed.isoformat())
        for code, href in page.alternates.items():
            xml.addQuickElement("xhtml:link", "", {"rel": "alternate", "hreflang": code, "href": href})
        xml.endElement("url")
    xml.endElement("urlset")
    return out.getvalue()


def _begun(root: str, attributes: dict[str, str]) -> tuple[StringIO, SimplerXMLGenerator]:
    out = StringIO()
    xml = SimplerXMLGenerator(out, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement(root, AttributesImpl(attributes))
    return out, xml
