"""A message beside what its case asks: each rule in each language, what is let pass, and what must be mended."""

from __future__ import annotations

import pytest

from openletter.actions.wording.message import Guidance, look_at_message, places

OPEN = Guidance(languages=("en", "fr", "ar"))
NAMES = ("Lettres pour les droits", "رسائل من أجل الحقوق")
NOTHING_ALLOWED = Guidance(seasonal_greeting="never")

FORBIDDEN = [
    ("religion", "I pray for you every night."),
    ("religion", "Que Dieu vous bénisse."),
    ("religion", "Nos prières vous accompagnent."),
    ("religion", "ندعو الله أن يحفظك"),
    ("religion", "وبالله نستعين"),
    ("mentions_case", "Your trial was a farce."),
    ("mentions_case", "Vous êtes innocent, et le procès était inique."),
    ("mentions_case", "نعرف أنك بريء من التهم"),
    ("politics", "Down with the regime."),
    ("politics", "Le gouvernement doit partir."),
    ("politics", "والحكومة مسؤولة"),
    ("season", "Merry Christmas to you!"),
    ("season", "Joyeux Noël et bonne année"),
    ("season", "كل عام وأنتم بخير"),
    ("organisation", "Les gens de Lettres pour les Droits pensent à vous"),
    ("organisation", "#LettresPourLesDroits"),
    ("organisation", "من رسائل من أجل الحقوق"),
    ("email", "Answer me at maya@example.org"),
    ("email", "Écris-moi : maya @ example.org"),
    ("link", "Look at www.example.org/me"),
    ("link", "I am @maya.writes there"),
    ("phone", "Call me on +1 (514) 555-0142"),
    ("phone", "اتصل بي 0550 12 34 56"),
    ("address", "I live in 12 Garden Street"),
    ("address", "J’habite 12, rue des Fleurs"),
]
KIND = [
    "Dear Nasser, the cherry trees are in flower and I thought of you.",
    "Cher Nasser, il neige depuis hier. Je vous envoie un peu de silence blanc.",
    "عزيزي ناصر، أزهرت أشجار اللوز في قريتنا وتذكرتك.",
    "From 1998 to 2004, and again 2010-2015, I lived by the sea.",
    "I walked down the street and bought bread.",
    "It costs 1,250 and weighs 3.5 kilos.",
    "",
]


def codes(text, guidance=NOTHING_ALLOWED, **more):
    return {remark.code for remark in look_at_message(text, guidance=guidance, organisation=NAMES, **more)}


@pytest.mark.parametrize(("code", "text"), FORBIDDEN)
def test_what_a_case_asks_to_leave_out_is_found_in_every_language(code, text):
    assert code in codes(text)


@pytest.mark.parametrize("text", KIND)
def test_plain_kindness_is_let_pass(text):
    assert codes(text) == set()


def test_what_a_case_allows_is_not_remarked():
    allows = Guidance(
        mention_organisation="allowed", religious_content="encouraged", mention_case_or_charges="allowed",
        political_comment="allowed",
    )  # fmt: skip
    text = "Lettres pour les droits: I pray for you, your trial and the government. Merry Christmas."
    assert codes(text, allows) == set()


@pytest.mark.parametrize(
    ("text", "allowed", "said"),
    [
        ("Dear friend, I think of you every day and I am with you in my thoughts.", ("fr", "ar"), "en"),
        ("Wir denken an dich und sind mit dir, auch wenn das nicht leicht ist.", ("fr",), "de"),
        ("Querido amigo, pienso en usted y le deseo lo mejor para los suyos.", ("en",), "es"),
        ("نفكر فيك كل يوم ونتمنى أن تعود إلى أهلك", ("fr",), "ar"),
        ("Дорогой друг, я думаю о вас", ("fr",), "ru"),
        ("Nous pensons à vous tous les jours.", ("fr", "ar"), ""),
        ("نفكر فيك كل يوم", ("ar",), ""),
        ("Courage!", ("ar", "en"), ""),  # too short to tell
        ("Bonjour my friend, salut", ("en", "ar"), ""),  # mixed
        ("Dear friend, I think of you every day.", (), ""),  # any language
        ("Dear friend, I think of you every day.", ("sw",), ""),  # one whose words we do not know is allowed
    ],
)
def test_another_language_is_said_only_when_it_is_plain(text, allowed, said):
    found = look_at_message(text, guidance=Guidance(languages=allowed))
    assert [r.words[0] for r in found if r.code == "language"] == ([said] if said else [])


def grave(text="Hello", address="", **rules):
    found = look_at_message(text, guidance=Guidance(**rules), address=address)
    return {remark.code for remark in found if remark.grave}


def test_only_what_has_no_second_reading_must_be_mended():
    assert grave("a" * 61, max_length=60) == {"too_long_for_case"}
    assert grave("a" * 60 + "\r\n", max_length=60) == set()
    assert grave(return_address="required") == {"address_missing"}
    assert grave(return_address="required", address="1 Road") == set()
    assert grave(return_address="forbidden", address="1 Road") == {"address_forbidden"}
    assert grave("write to a@example.org", return_address="forbidden") == {"email"}
    assert grave("God bless you, merry Christmas, the government, 12 Garden Street, www.example.org") == set()


def test_places_do_not_overlap_and_stand_in_their_order():
    text = "God bless you. Mail maya@example.org or look at www.example.org, says God."
    found = places(text, guidance=NOTHING_ALLOWED, organisation=NAMES)
    assert [text[f.start : f.end] for f in found] == [
        "God", "bless", "maya@example.org", "www.example.org,", "God",
    ]  # fmt: skip


def test_a_guidance_comes_from_a_row_and_is_careful_about_what_it_does_not_know():
    assert Guidance.of(None) == Guidance()
    assert Guidance.of({"languages": ["ar"], "unknown": 1, "max_length": 80}).languages == ("ar",)
