"""The few words a letter has beside its text, in the language of whoever is written to.

They are no messages of the interface: a letter to a Spanish-speaking minister says `Copia:` whether or not this
installation speaks Spanish.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from openletter.kernel.languages import day_in_words


@dataclass(frozen=True, slots=True)
class Phrases:
    """`head` takes place and date, `page` the page's number and how many there are."""

    head: str
    subject: str
    copy: str
    page: str
    forward: str


_BY_LANGUAGE = {
    "en": Phrases(
        "{place}, {date}", "{subject}", "Copy:", "Page {n} of {m}", "With the kind request to forward this letter to:"
    ),
    "fr": Phrases(
        "{place}, le {date}",
        "Objet : {subject}",
        "Copie :",
        "Page {n} sur {m}",
        "Avec l’aimable demande de faire suivre cette lettre à :",
    ),
    "ar": Phrases(
        "{place} في {date}",
        "الموضوع: {subject}",
        "نسخة إلى:",
        "صفحة {n} من {m}",
        "مع رجاء التكرم بإحالة هذه الرسالة إلى:",
    ),
    "es": Phrases(
        "{place}, {date}",
        "Asunto: {subject}",
        "Copia:",
        "Página {n} de {m}",
        "Con el ruego de que remita esta carta a:",
    ),
    "pt": Phrases(
        "{place}, {date}",
        "Assunto: {subject}",
        "Cópia:",
        "Página {n} de {m}",
        "Com o pedido de encaminhar esta carta a:",
    ),
    "de": Phrases("{place}, {date}", "{subject}", "Kopie:", "Seite {n} von {m}", "Mit der Bitte um Weiterleitung an:"),
    "it": Phrases(
        "{place}, {date}",
        "Oggetto: {subject}",
        "Copia:",
        "Pagina {n} di {m}",
        "Con la preghiera di inoltrare questa lettera a:",
    ),
    "nl": Phrases(
        "{place}, {date}",
        "Betreft: {subject}",
        "Kopie:",
        "Pagina {n} van {m}",
        "Met het verzoek deze brief door te sturen aan:",
    ),
    "tr": Phrases(
        "{place}, {date}", "Konu: {subject}", "Bilgi:", "Sayfa {n} / {m}", "Bu mektubun şu makama iletilmesi ricasıyla:"
    ),
    "ru": Phrases("{place}, {date}", "{subject}", "Копия:", "Страница {n} из {m}", "С просьбой переслать это письмо:"),
    "fa": Phrases("{place}، {date}", "موضوع: {subject}", "رونوشت:", "صفحهٔ {n} از {m}", "با درخواست ارسال این نامه به:"),
}


def phrases_in(language: str) -> Phrases:
    """The words in a language; in English where we do not have them."""
    return _BY_LANGUAGE.get(language.split("-")[0], _BY_LANGUAGE["en"])


def head(place: str, on: date, *, language: str, country: str) -> str:
    """`Ottawa, 21 November 2026` as one writes it in a language and a country; only the date without a place."""
    day = _day(on, language, country)
    return phrases_in(language).head.format(place=place, date=day) if place else day


def _day(on: date, language: str, country: str) -> str:
    locale = _regional(language.split("-")[0], country)
    return str(format_date(on, "long", locale=locale)) if locale else day_in_words(on, language)


@cache
def _regional(language: str, country: str) -> Locale | None:
    """English has as many dates as countries; in the other languages the country changes nothing we print."""
    if language != "en" or not country:
        return None
    try:
        return Locale("en", country)
    except UnknownLocaleError:
        return Locale("en", "GB")
