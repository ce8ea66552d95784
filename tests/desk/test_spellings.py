"""Which spellings of a name are heard in a text, and which words that sound like one are not."""

from __future__ import annotations

import doctest
from typing import Any

import pytest
from tests.desk.world import World

from openletter.cases.queries.naming import people_named
from openletter.cases.rules import naming, spelling
from openletter.cases.rules.naming import Heard

SAME = [
    ("Tariq Ben Zouba", "Tarik Benzouba"),
    ("Tarik Benzouba", "Tarik Ben Zouba"),
    ("Ben-Zouba, Tarek", "Tarik Benzouba"),
    ("BENZUBA Tarik", "Tarik Ben Zouba"),
    ("Tarik Bin Zouba", "Tarik Benzouba"),
    ("طارق بن زوبة", "Tarik Benzouba"),
    ("طارق بنزوبة", "Tarik Ben Zouba"),
    ("رسالة لطارق بن زوبة", "Tarik Benzouba"),
    ("التقينا بطارق لطفي", "Tarik Lotfi"),
    ("وبطارق بن كمال", "Tarik Benkamal"),
    ("لِناصر الزفزافي", "Nasser Zefzafi"),
    ("للزفزافي ناصر", "Nasser Zefzafi"),
    ("Abdelrahman Khalil", "Abd el Rahman Khalil"),
    ("Abd-el-Rahman Khalil", "Abdelrahman Khalil"),
    ("Abdul Rahman Kalil", "Abd el Rahman Khalil"),
    ("Abderrahmane Khalil", "Abdulrahman Khalil"),
    ("Abd ar-Rahman Halim", "Abdurrahman Halim"),
    ("Khalil Abdel Rahman", "Abdelrahman Khalil"),
    ("عبدالرحمن خليل", "Abdelrahman Khalil"),
    ("Sami Abd Allah", "Samy Abdallah"),
    ("Sami Abdullah", "Sami Abdellah"),
    ("Omar Elyahyaoui", "Omar El Yahyaoui"),
    ("Omar al-Yahyawi", "Omar El Yahyaoui"),
    ("Umar Al Yahiaoui", "Omar Elyahyaoui"),
    ("Kaled Alawi", "Khaled El Alaoui"),
    ("Djamel Boumediene", "Jamel Bou Mediene"),
    ("Rashid Chaoui", "Rachid Shawi"),
    ("Tawfiq Gharbi", "Toufik Garbi"),
    ("Yousef Mesaoudi", "Youssef Messaoudi"),
    ("Sara M’Barek", "Sarah Mbarek"),
    ("Fatima-Zahra Naciri", "Fatimazahra Naciri"),
    ("Fatimah Zahra Naciri", "Fatima Zahra Naciri"),
    ("Sean OBrien", "Sean O’Brien"),
    ("Sean O Brien", "Sean O'Brien"),
    ("Karim Ben el Khadir", "Karim Benelkhadir"),
    ("Aly Aras", "Ali Aarrass"),
    ("Ahmed Mohamad Selim", "Ahmad Mohammed Selim"),
    ("Omar ash-Sharif", "Omar Sharif"),
    ("Maria de la Cruz", "María Delacruz"),
    ("Mohammad Radi", "Mohamed Radi"),
    ("Zouhair Qadiri", "Zuhair Kadiri"),
    ("Amine Saeed", "Amin Saïd"),
    ("Ait Taleb Hassan", "Hassan Aït-Taleb"),
    ("#FreeTarikBenzouba", "Tarik Ben Zouba"),
    ("Nasser Zefzafi’s", "Nasser Zefzafi"),
]
OTHER = [
    ("كان ناصر وحيدا", "Nasser Zefzafi"),
    ("Tarik was seen with Ben and Zoubida", "Tarik Benzouba"),
    ("Tarik wrote. Later Benzouba answered", "Tarik Benzouba"),
    ("Tarik Benali", "Tarik Benzouba"),
    ("Benzouba", "Tarik Benzouba"),
    ("Tarik", "Tarik Benzouba"),
    ("Abdelrahman", "Abd el Rahman"),
    ("Abdelrahman", "Abdelrahman Khalil"),
    ("Abdelkader Khalil", "Abdelrahman Khalil"),
    ("a liar as well", "Ali Aarrass"),
    ("It is all roses for the lira", "Ali Aarrass"),
    ("some more house in town", "Samir Hassan"),
    ("Omar freed at last", "Omar Farid"),
    ("Omar forehead", "Omar Farid"),
    ("Imran can go home", "Imran Khan"),
    ("Mark can write", "Mark Khan"),
    ("the line had dad", "Lina Haddad"),
    ("Lena Hadid", "Lina Haddad"),
    ("Nasser Zaki", "Nasser Zefzafi"),
    ("Naser and Zefzafi", "Nasser Zefzafi"),
    ("Omar El Yahya", "Omar El Yahyaoui"),
    ("Hassan Yahyaoui", "Omar El Yahyaoui"),
    ("Sara Said no", "Sara Sadi"),
    ("lina", "Li Na"),
    ("le nain", "Li Na"),
    ("soon care", "Sion Khiari"),
    ("Khalil Benali", "Karim Benali"),
    ("Samir Bennani", "Samira Benani"),
    ("Youssef Mansouri", "Youssef Nassiri"),
    ("Ben writes to Zouba", "Tarik Ben Zouba"),
    ("Fatima Zahra", "Fatima Zahra Naciri"),
    ("many a lady in the hall", "Mona Eladi"),
    ("Omar bought an apple", "Omar Boutan"),
    ("the same change", "Sam Singh"),
]


@pytest.mark.parametrize(("text", "name"), SAME)
def test_a_name_is_heard_with_its_parts_joined_or_apart_and_as_other_clerks_write_it(text: str, name: str) -> None:
    assert Heard(f"<p>We wrote of <b>{text}</b> today.</p>").names(name)


@pytest.mark.parametrize(("text", "name"), OTHER)
def test_half_a_name_and_words_that_only_sound_like_one_are_not_heard(text: str, name: str) -> None:
    assert not Heard(f"We wrote: {text}, today.").names(name)


@pytest.mark.parametrize("module", [naming, spelling])
def test_the_examples_in_the_modules_hold(module: Any) -> None:
    found = doctest.testmod(module)
    assert found.attempted >= 2
    assert found.failed == 0


def test_a_long_text_asks_for_everybody_once(desk: World, django_assert_num_queries: Any) -> None:
    person = desk.case.people.get().pk
    with django_assert_num_queries(1):
        assert people_named(["We write letters by hand. " * 400, "For Naser Zef-Zafi."]) == [person]
