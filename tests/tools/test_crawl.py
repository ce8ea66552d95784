"""What the crawler of the demo world reads from a page."""

from __future__ import annotations

from tools.crawl import found, links

HEAD = '<link rel="alternate" hreflang="{}" href="http://h:1{}">'


def test_the_versions_of_a_page_go_by_its_french_address() -> None:
    html = HEAD.format("fr", "/dz/fr/nasser/libert%C3%A9/") + HEAD.format("ar", "/dz/ar/x/y/")
    assert found("/dz/ar/x/y/", html).name == "nasser/liberté"
    assert found("/ca/fr/", "").name == ""
    assert found("/uk/en/about/", "").name == "about"


def test_a_page_says_whether_it_may_be_found() -> None:
    assert found("/ca/fr/", "").index
    assert not found("/ca/fr/", '<meta name="robots" content="noindex">').index


def test_links_are_pages_of_this_site_each_without_its_question_or_place() -> None:
    html = (
        '<a class="x" href="/ca/en/b/?page=2">b</a><a href="/ca/en/c/#here">c</a><a href="http://h:1/ca/en/d/">d</a>'
        '<a href="https://elsewhere.example/ca/en/e/">e</a><a href="/ca/en/feed.atom">f</a><a href="mailto:a@b/">g</a>'
        '<a href="/dz/ar/ناصر/">h</a>'
    )
    assert list(links(html, "http://h:1")) == [
        "/ca/en/b/",
        "/ca/en/c/",
        "/ca/en/d/",
        "/dz/ar/%D9%86%D8%A7%D8%B5%D8%B1/",
    ]
