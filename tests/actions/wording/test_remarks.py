"""What was shown and heeded is known again, and anything else is not."""

from openletter.actions.wording import Remark, digest


def test_the_same_words_have_the_same_digest_however_the_lines_end():
    assert digest({"letter": "Dear\r\nMinister", "name": "x"}, ["letter"]) == digest(
        {"letter": "Dear\nMinister "}, ["letter"]
    )


def test_another_word_or_another_field_has_another_digest():
    first = digest({"subject": "a", "letter": "b"}, ["subject", "letter"])
    assert digest({"subject": "a", "letter": "c"}, ["subject", "letter"]) != first
    assert digest({"subject": "ab", "letter": ""}, ["subject", "letter"]) != first
    assert digest({"subject": "b", "letter": "a"}, ["subject", "letter"]) != first


def test_the_order_in_which_fields_are_named_does_not_matter():
    typed = {"subject": "a", "letter": "b"}
    assert digest(typed, ["letter", "subject"]) == digest(typed, ("subject", "letter"))


def test_a_remark_may_be_sent_as_it_is_unless_it_is_grave():
    assert not Remark("letter", "shouting").grave
