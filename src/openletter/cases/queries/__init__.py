"""Reads of cases. What leaves here for public pages is public: nothing else is even fetched."""

from openletter.cases.queries.consent import (
    consented,
    consents_of,
    is_about_a_child,
    is_kept_out,
    ledger_lines,
    may_show,
    missing_consent,
    named_people,
    searchable,
)
from openletter.cases.queries.finding import Found, find_cases
from openletter.cases.queries.good import GoodNews, good_news
from openletter.cases.queries.lines import CaseLine, case_lines
from openletter.cases.queries.news import NewsKind, NewsLine, case_news
from openletter.cases.queries.photos import case_of_photo, photo_cut, was_photo
from openletter.cases.queries.public import public_case, rehearsed_case
from openletter.cases.queries.shapes import (
    Development,
    Figure,
    Name,
    Outcome,
    Person,
    Photo,
    Proceeding,
    PublicCase,
    Sentence,
    Update,
)

__all__ = [
    "CaseLine",
    "Development",
    "Figure",
    "Found",
    "GoodNews",
    "Name",
    "NewsKind",
    "NewsLine",
    "Outcome",
    "Person",
    "Photo",
    "Proceeding",
    "PublicCase",
    "Sentence",
    "Update",
    "case_lines",
    "case_news",
    "case_of_photo",
    "consented",
    "consents_of",
    "find_cases",
    "good_news",
    "is_about_a_child",
    "is_kept_out",
    "ledger_lines",
    "may_show",
    "missing_consent",
    "named_people",
    "photo_cut",
    "public_case",
    "rehearsed_case",
    "searchable",
    "was_photo",
]
