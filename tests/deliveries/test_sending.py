"""Letters against a real mail server: what an office gets, and what follows when the server will not."""

from datetime import timedelta

import pytest
from tests.deliveries.conftest import AT, a_call, an_office, line_of

from openletter.actions.models import Action
from openletter.deliveries import sending
from openletter.deliveries.models import TargetMail
from openletter.deliveries.operations import owing, troubles
from openletter.kernel.audit import Actor
from openletter.targets.models import ContactPoint

MINUTE = timedelta(minutes=1)
STAFF = Actor(id=None, name="A campaigner")


def states():
    return sorted(TargetMail.objects.values_list("state", flat=True))


def text_of(taken):
    return taken.mail.get_body(("plain",)).get_content().replace("\r\n", "\n")


def test_an_office_gets_the_letter_in_its_form(server, owed):
    act = owed(letter="Please release him.\nHe did nothing but write.")
    assert sending.send_round(at=AT) == 1
    (taken,) = server.taken
    mail, row = taken.mail, TargetMail.objects.get()
    assert taken.recipients == ("minister@office.example.org",)
    assert mail["To"] == "minister@office.example.org"
    assert mail["Subject"] == "Idriss Nadir"
    assert mail["From"] == "Rim Bensaid via Letters Canada <letters@letters.example.org>"
    assert mail["Auto-Submitted"] == "no"
    assert mail["Content-Language"] == "en"
    assert mail["Message-ID"] == f"<{row.pk.hex}@letters.example.org>"
    assert taken.sender.startswith("bounce+")
    assert taken.sender.endswith("@letters.example.org")
    assert mail.get_content_type() == "text/plain"
    assert text_of(taken).startswith(
        "Your Excellency,\n\nPlease release him.\nHe did nothing but write.\n\n"
        "Yours sincerely,\nRim Bensaid\nCanada\n\n-- \n"
    )
    assert (row.state, row.sent_at, row.act_id, row.own_words) == ("sent", AT, act, True)


@pytest.mark.parametrize(
    ("consents", "own", "there"), [(True, "yes", True), (True, "no", False), (True, "", False), (False, "yes", False)]
)
def test_the_supporters_address_stands_in_reply_to_only_with_consent(server, owed, consents, own, there):
    owed(to_target=consents, own_address=own)
    sending.send_round(at=AT)
    (taken,) = server.taken
    addresses = [str(address) for address in taken.mail["Reply-To"].addresses]
    assert addresses[0].startswith("reply+")
    assert addresses[1:] == (["rim@people.example"] if there else [])
    assert ("rim@people.example" in taken.mail.as_string()) is there


def test_without_consent_the_office_learns_no_name(server, owed):
    owed(to_target=False)
    sending.send_round(at=AT)
    (taken,) = server.taken
    assert taken.mail["From"] == "Letters Canada <letters@letters.example.org>"
    assert "Rim" not in taken.mail.as_string()
    assert "A person in Canada" in text_of(taken)


def test_an_arabic_letter_arrives_as_it_was_written(server, owed):
    owed(
        language="ar", name="ريم بنسعيد", subject="رسالة بشأن علي عراس — «الحرية»", letter="أطلب منكم الإفراج عنه فورًا."
    )
    sending.send_round(at=AT)
    mail = server.taken[0].mail
    assert mail["Subject"] == "رسالة بشأن علي عراس — «الحرية»"
    assert mail["From"].addresses[0].display_name.startswith("ريم بنسعيد")
    assert text_of(server.taken[0]).startswith("معالي الوزير،\n\nأطلب منكم الإفراج عنه فورًا.\n\nوتفضلوا")
    assert mail["Content-Language"] == "ar"


@pytest.mark.parametrize(
    "hostile",
    [
        "Rim\r\nBcc: all@people.example",
        "Rim\nX-Spam: 1",
        "\u202eRim\x00",
        "Rim\x0b\x0cB",
        '"Rim" <x@people.example>, y',
    ],
)
def test_nothing_typed_becomes_a_header(server, owed, hostile):
    owed(name=hostile, subject=hostile)
    sending.send_round(at=AT)
    (taken,) = server.taken
    assert taken.recipients == ("minister@office.example.org",)
    assert taken.mail["Bcc"] is None
    assert taken.mail["X-Spam"] is None
    assert len(taken.mail["From"].addresses) == 1
    assert taken.mail["From"].addresses[0].addr_spec == "letters@letters.example.org"
    assert "\u202e" not in taken.mail["Subject"]


def test_copies_get_a_letter_of_their_own_marked_as_a_copy(server, section, office, owed):
    embassy = an_office("embassy", email="embassy@office.example.org")
    owed(a_call(section, office, copies=(embassy,)))
    assert sending.send_round(at=AT) == 2
    by_office = {taken.recipients[0]: taken for taken in server.taken}
    copy = text_of(by_office["embassy@office.example.org"])
    assert copy.startswith("Copy for your information of a letter to: Minister of Justice\n\n")
    assert "Copy" not in text_of(by_office["minister@office.example.org"])
    assert all(len(taken.recipients) == 1 for taken in server.taken)


def test_the_organisations_own_words_are_known_from_a_persons(owed):
    owed(letter="I write to you\nabout  Idriss Nadir.", email="a@people.example")
    owed(letter="Own words.", email="b@people.example")
    assert list(TargetMail.objects.order_by("pk").values_list("own_words", flat=True)) == [False, True]


def test_an_address_that_may_belong_to_somebody_is_never_written_to_outside_production(server, section, owed):
    real = an_office("real", email="minister@justice.gov.ma")
    owed(a_call(section, real))
    assert sending.send_round(at=AT) == 0
    assert (server.sessions, states()) == (0, ["skipped"])


def test_the_safety_stop_is_asked_once_more_in_the_statement_that_claims(server, action, owed):
    owed()
    Action.objects.filter(pk=action.pk).update(status="suspended")
    assert sending.send_round(at=AT) == 0
    assert states() == ["waiting"]
    Action.objects.filter(pk=action.pk).update(status="live")
    assert sending.send_round(at=AT + MINUTE) == 1


def test_a_mailbox_that_does_not_exist_pauses_its_office_and_no_other(server, section, office, owed):
    other = an_office("king", email="king@office.example.org")
    owed(a_call(section, office, other))
    owed(email="b@people.example")
    server.recipients["minister@office.example.org"] = "550 5.1.1 no such user"
    assert sending.send_round(at=AT) == 1
    assert [taken.recipients[0] for taken in server.taken] == ["king@office.example.org"]
    line = line_of(office)
    assert (line.paused_at, line.pause_reason) == (AT, "address_dead")
    assert ContactPoint.objects.get(office=office).health == "bounced"
    assert line_of(other).paused_at is None
    later = AT + 30 * MINUTE
    assert sending.send_round(at=later) == 0
    assert states() == ["refused", "sent", "waiting"]
    assert owing.owe(act_id=a_new_act(section, office), at=later) == 0


def a_new_act(section, office):
    from tests.deliveries.conftest import a_letter_writer

    return a_letter_writer(a_call(section, office), "c@people.example")


def test_a_letter_refused_for_itself_does_not_condemn_the_address(server, office, owed):
    owed()
    server.text = "554 5.7.1 we do not like this"
    assert sending.send_round(at=AT) == 0
    assert states() == ["refused"]
    assert ContactPoint.objects.get(office=office).health == "ok"
    assert line_of(office).paused_at is None


def test_too_many_refusals_pause_the_office_until_a_person_resumes_it(server, office, owed):
    for number in range(7):
        owed(email=f"{number}@people.example")
    server.text = "554 5.7.1 we do not like this"
    at = AT
    for _round in range(6):
        sending.send_round(at=at)
        at += 6 * MINUTE
    assert line_of(office).pause_reason == "refusals"
    assert states() == ["refused"] * 5 + ["waiting"] * 2
    server.text = ""
    assert sending.send_round(at=at) == 0
    troubles.resume(office_id=office.pk, note="Their postmaster let us in", actor=STAFF, at=at)
    assert sending.send_round(at=at + MINUTE) == 1
    server.text = "554 5.7.1 no"
    sending.send_round(at=at + 7 * MINUTE)
    assert line_of(office).paused_at is None


def test_a_letter_put_off_by_the_server_is_tried_again_later(server, owed):
    owed()
    server.recipients["minister@office.example.org"] = "451 4.7.1 come back later"
    assert sending.send_round(at=AT) == 0
    row = TargetMail.objects.get()
    assert (row.state, row.attempts, row.due_at, row.trouble) == ("waiting", 1, AT + 5 * MINUTE, "delay")
    server.recipients.clear()
    assert sending.send_round(at=AT + 4 * MINUTE) == 0
    assert sending.send_round(at=AT + 5 * MINUTE) == 1


def test_a_connection_lost_between_letters_costs_none_of_them(server, section, owed):
    for number in range(3):
        owed(a_call(section, an_office(f"office-{number}", email=f"o{number}@office.example.org")))
    server.hang_up_after = 1
    assert sending.send_round(at=AT) == 1
    assert states() == ["sent", "waiting", "waiting"]
    assert set(TargetMail.objects.filter(state="waiting").values_list("attempts", "claimed_at")) == {(0, None)}
    server.hang_up_after = None
    assert sending.send_round(at=AT + 6 * MINUTE) == 2
    assert len(server.taken) == 3


def test_a_connection_lost_after_the_text_leaves_it_open_and_is_not_tried_again(server, owed):
    owed()
    server.hang_up_in_text = True
    assert sending.send_round(at=AT) == 0
    assert states() == ["uncertain"]
    server.hang_up_in_text = False
    assert sending.send_round(at=AT + MINUTE) == 0


def test_a_server_that_is_away_or_refuses_us_stops_nothing_for_good(server, office, owed):
    owed()
    server.sender = "550 5.7.1 relaying denied"
    for minutes in range(12):
        assert sending.send_round(at=AT + 2 * minutes * MINUTE) == 0
    assert line_of(office).paused_at is None
    server.sender = ""
    assert sending.send_round(at=AT + 30 * MINUTE) == 1


def test_what_is_written_to_the_log_names_nobody(server, owed, caplog):
    owed(name="Rim Bensaid")
    server.recipients["minister@office.example.org"] = (
        "550 5.1.1 minister@office.example.org unknown to rim@people.example"
    )
    sending.send_round(at=AT)
    assert "refused with 550" in caplog.text
    for word in ("minister@", "rim@", "Rim"):
        assert word not in caplog.text


def test_a_letter_whose_worker_died_is_uncertain(owed):
    owed()
    TargetMail.objects.update(state="sending", claimed_at=AT)
    assert sending.note_lost(at=AT + timedelta(minutes=29)) == 0
    assert sending.note_lost(at=AT + timedelta(minutes=31)) == 1
    assert states() == ["uncertain"]


def test_without_a_sender_nothing_leaves(server, owed, settings):
    from dataclasses import replace

    owed()
    settings.ENV = replace(settings.ENV, target_mail_from="")
    assert sending.send_round(at=AT) == 0
    assert states() == ["waiting"]
