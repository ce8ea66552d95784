"""Own words to an official: what is noticed, and, more important, all that is not."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from openletter.actions.kinds import registry
from openletter.actions.wording import asks_again, folding, look, look_at_letter
from openletter.actions.wording.letter import unkind_words
from openletter.actions.wording.message import Guidance, look_at_message
from openletter.actions.wording.shouting import shouts

EVERY_LANGUAGE = ("en", "fr", "ar", "es", "de", "fa")
CASES = sorted(Path("demo/cases").glob("*.yaml"))

FIT_TO_SAY = {
    "en": [
        "He was killed in Scunthorpe prison after torture; the assassin was never found.",
        "They threatened him: “we will find you, you pigs”. The guards set dogs on him.",
        "He faces execution on a charge of rape. She was stripped nude and beaten on the feet (bastinado).",
        "Mr Dick Cock lives in Middlesex, near Penistone and Arsenal.",
        "I ask you to pursue the criminals and to bring the murderers to justice.",
        "He was charged with conspiring to overthrow the government. You are right that criminals must be tried.",
        "They told his death to the family late. He had been sentenced to death by a military court.",
        "I hope you will pay for his medical care, and that you will find you can let him go.",
        "The cell is full of vermin. WGAD, a UN body, wrote to you. NASSER ZEFZAFI must be freed!",
    ],
    "fr": [
        "Sans retard, libérez la veuve. La vermine et les ordures sont dans sa cellule, il a la gueule cassée.",
        "C’est une espèce de procès. Il a été condamné à mort aux assises, accusé d’avoir voulu renverser le régime.",
        "Vous êtes le garant de la justice contre les assassins. On l’a violé, il a reçu des coups de trique.",
        "Les geôliers l’ont traité de « sale chien, enculé ».",
    ],
    "ar": [
        "تعرض للاغتصاب والتعذيب وحُكم عليه بالإعدام.",
        "الموت لأسباب مجهولة. كلاب بوليسية استعملت لتعذيبه وراء القضبان.",
        "وقف الأب واقفا وهو محروم من الزيارة وتعبان. خوّل القانون للنيابة حق الطعن. اتهم بالدعوة إلى إسقاط النظام.",
    ],
}  # fmt: skip
NOTICED = [
    ("en", "We will find you.", "threat", "We will find you"),
    ("en", "Sir, you’ll pay for this one day.", "threat", "you’ll pay for this"),
    ("en", "Death to traitors.", "threat", "Death to traitors"),
    ("en", "You murderers, let her go.", "insult", "You murderers"),
    ("en", "I think you are a liar.", "insult", "you are a liar"),
    ("en", "This is bullshit.", "insult", "bullshit"),
    ("en", "We will fight you and your kind.", "war_words", "We will fight"),
    ("en", "Free him!! Now.", "shouting", ""),
    ("en", "LET HIM GO HOME TO HIS CHILDREN AT LAST", "shouting", ""),
    ("fr", "Vous allez le payer.", "threat", "Vous allez le payer"),
    ("fr", "Nous savons où vous habitez.", "threat", "Nous savons où vous habitez"),
    ("fr", "Vous êtes des assassins.", "insult", "Vous êtes des assassins"),
    ("fr", "L’enculé du palais", "insult", "enculé"),
    ("ar", "سَنَقتُلُكُم", "threat", "سَنَقتُلُكُم"),
    ("ar", "وسوف تندمون على هذا", "threat", "وسوف تندمون"),
    ("ar", "أنتم قتلة", "insult", "أنتم قتلة"),
    ("ar", "والحقير", "insult", "حقير"),
    ("ar", "أيها المجرمون", "insult", "أيها المجرمون"),
    ("es", "Ustedes son asesinos.", "insult", "Ustedes son asesinos"),
    ("de", "Sie sind Mörder.", "insult", "Sie sind Mörder"),
    ("fa", "شما قاتل هستید", "insult", "شما قاتل هستید"),
]


def looked_at(text, language, **more):
    return look_at_letter("", text, model=more.pop("model", ""), language=language, **more)


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in FIT_TO_SAY.items() for text in texts])
def test_what_letters_for_people_at_risk_must_say_passes(language, text):
    assert looked_at(text, language, others=EVERY_LANGUAGE) == ()


@pytest.mark.parametrize(("language", "text", "code", "words"), NOTICED)
def test_what_does_harm_is_noticed_and_named_as_it_was_written(language, text, code, words):
    (remark,) = looked_at(text, language)
    assert (remark.code, remark.words[:1]) == (code, (words,) if words else ())
    assert remark.grave == (code == "threat")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_letter_we_propose_and_every_story_we_tell_passes(path):
    case = yaml.safe_load(path.read_text("utf-8"))
    texts = [(code, " ".join(told["story"])) for code, told in case["words"].items()]
    for action in case["actions"]:
        letters = action.get("letter", {})
        texts += [(code, " ".join(letters[code]["body"])) for code in ("en", "fr", "ar") if code in letters]
    for language, text in texts:
        assert not asks_again(looked_at(f"{text} My own words.", language, others=EVERY_LANGUAGE)), text


def test_words_of_the_model_and_of_the_name_are_never_remarked():
    assert not asks_again(looked_at("The bastard feudal law. Thanks.", "en", model="The bastard feudal law."))
    assert not asks_again(looked_at("For Adolf Bitch.", "en", names=["Adolf Bitch"]))


def test_the_model_sent_as_it_is_and_one_close_to_it_are_told_kindly_and_go():
    model = "I write about Nasser Zefzafi. Please let him go home."
    (same,) = looked_at(model.replace(". ", ".\n\n") + " ", "en", model=model)
    (near,) = looked_at(model + " I am a nurse.", "en", model=model)
    assert (same.code, near.code) == ("as_the_model", "near_the_model")
    assert 50 <= int(near.words[0]) < 100
    assert not asks_again([same, near])


def test_the_full_name_is_asked_for_in_any_spelling():
    names = ["Nasser Zefzafi", "ناصر الزفزافي"]
    assert [remark.code for remark in looked_at("Please free him.", "en", names=names)] == ["name_missing"]
    for text in ("Please free nasser ZEFZAFI.", "أطلقوا سراح ناصر الزفزافي"):
        assert looked_at(text, "en", names=names) == ()


def test_the_gravest_comes_first_and_the_subject_is_looked_at_too():
    remarks = look_at_letter("You liars", "We will find you!!", model="", language="en")
    assert [(remark.field, remark.code) for remark in remarks] == [
        ("letter", "threat"), ("subject", "insult"), ("letter", "shouting"),
    ]  # fmt: skip


def test_the_check_of_a_kind_compares_with_the_text_that_is_nearest():
    texts = {"en": ("Free him", "Please let Ali go."), "fr": ("Liberté", "Laissez partir Ali, s’il vous plaît.")}
    about = registry.About(language="en", texts=texts, names=("Ali",))
    assert look({"subject": "Liberté", "letter": "Laissez partir Ali, s’il vous plaît."}, about) == ()
    (remark,) = look({"subject": "Liberté", "letter": "Laissez partir Ali, connard, s’il vous plaît."}, about)[:1]
    assert remark.words == ("connard",)


def test_a_language_that_nobody_looked_through_is_not_guessed_at():
    assert looked_at("Blijf sterk, lul.", "nl") == ()


def test_arabic_is_alike_with_and_without_marks_and_joined_words():
    assert folding.bare("الأُسْرَة") == folding.bare("الاسره")
    assert folding.without_article("والكلاب") == "كلاب"
    assert folding.without_article("ولد") == "ولد"


def test_a_name_in_capitals_and_one_mark_are_no_shouting():
    assert not shouts("I write for NASSER ZEFZAFI of AL HOCEIMA. Thank you!")
    assert shouts("Thank you! Now! Go! Please!")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Courage ! Que ces connards te libèrent sans retard.", ("connards",)),
        ("Stay strong. They told me “you pigs”. We write every week!!", ()),
        ("نحن معك يا أخي، والحقير لا يخيفنا", ("حقير",)),
    ],
)
def test_a_message_to_the_person_is_looked_at_for_unkind_words_alone(text, words):
    assert unkind_words(text, ("fr", "en", "ar")) == words
    remarks = look_at_message(text, guidance=Guidance())
    assert [remark.words for remark in remarks if remark.code == "unkind"] == ([words] if words else [])
