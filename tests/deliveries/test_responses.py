"""What offices send back: told apart, kept sealed, judged by people; and nothing hostile does harm."""

import io
import os
import sys
from datetime import timedelta
from email.message import EmailMessage
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.conf import settings
from tests.deliveries.conftest import AT, line_of

from openletter.actions.models import ActionTaken
from openletter.cli import main
from openletter.deliveries import sending, tasks
from openletter.deliveries.access import Erased, open_response
from openletter.deliveries.addresses import Purpose, address_for, found_in
from openletter.deliveries.incoming.reading import MOST_BYTES, Sort
from openletter.deliveries.models import OfficialResponse, TargetMail
from openletter.deliveries.operations import responses
from openletter.deliveries.operations.responses import Noted, judge, receive, write_down
from openletter.kernel.audit import Actor
from openletter.kernel.ids import uuid7
from openletter.kernel.models import AuditEntry, OutboxEntry
from openletter.kernel.refusals import Refused
from openletter.targets.models import ContactPoint

STAFF = Actor(id=7, name="A campaigner")
DOMAIN = "letters.example.org"


@pytest.fixture
def sent(server, owed):
    """A letter that went out; its own addresses as the office sees them."""
    act = owed()
    sending.send_round(at=AT)
    mail = server.taken[0].mail
    return SimpleNamespace(
        act=act,
        row=TargetMail.objects.get(),
        reply=str(mail["Reply-To"].addresses[0]),
        bounce=server.taken[0].sender,
        message=mail.as_string(),
    )


def a_reply(to, text="Dear Sir,\n\nThe prisoner was released yesterday.\n", **heads):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Cabinet <cabinet@office.example.org>", to, "Re: Idriss Nadir"
    for name, value in heads.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def a_report(sort, parts):
    """A multipart/report by hand: (content type, text) of each part."""
    head = (
        f'Content-Type: multipart/report; report-type={sort}; boundary="xx"\r\nMIME-Version: 1.0\r\nSubject: Report\r\n'
    )
    body = "".join(f"--xx\r\nContent-Type: {kind}\r\n\r\n{text}\r\n" for kind, text in parts)
    return (head + "\r\n" + body + "--xx--\r\n").encode()


def a_dsn(status, action="failed"):
    return a_report("delivery-status", [
        ("text/plain", "Your letter could not be delivered."),
        ("message/delivery-status", "Reporting-MTA: dns; mx.office.example.org\r\n\r\n"
         "Final-Recipient: rfc822; minister@office.example.org\r\n"
         f"Action: {action}\r\nStatus: {status}\r\n"),
    ])  # fmt: skip


def kept():
    return OfficialResponse.objects.get()


def opened(row=None):
    return open_response((row or kept()).pk, by=STAFF, purpose="read the answer", at=AT)


def test_an_answer_is_kept_sealed_and_waits_to_be_judged(sent):
    quoted = "\n\nOn Monday, Rim via Letters <letters@letters.example.org> wrote:\n> Please release him.\n"
    mail = a_reply(sent.reply, "Dear Sir,\n\nThe prisoner was released yesterday." + quoted)
    assert receive(mail.as_bytes(), recipient="", at=AT) == Sort.REPLY
    row = kept()
    assert (row.mail, row.act_id, row.kind, row.way, row.received_at) == (sent.row, sent.act, "", "mail", AT)
    assert b"released" not in bytes(row.sealed)
    answer = opened()
    assert answer.text == "Dear Sir,\n\nThe prisoner was released yesterday."
    assert (answer.subject, answer.sender) == ("Re: Idriss Nadir", "Cabinet <cabinet@office.example.org>")
    entry = AuditEntry.objects.get(verb="opened")
    assert (entry.actor_id, entry.reason) == (7, "read the answer")


def test_an_arabic_answer_is_read_and_its_quote_cut(sent):
    text = "تم الإفراج عنه.\n\nفي 3 نوفمبر 2026 كتب Rim <letters@letters.example.org>:\n> سيدي الوزير\n"
    receive(a_reply(sent.reply, text).as_bytes(), recipient="", at=AT)
    assert opened().text == "تم الإفراج عنه."


@pytest.mark.parametrize(
    "quote",
    [
        "-----Original Message-----\nFrom: Rim via Letters <letters@letters.example.org>\nSent: Monday\n\nRelease him.",
        "Le lundi 3 nov. 2026 à 10:00, Rim Bensaid via Lettres\n<letters@letters.example.org> a écrit :\n> Libérez-le",
        "> Please release him.\n> Now.",
    ],
)
def test_only_what_is_new_is_kept(sent, quote):
    receive(a_reply(sent.reply, f"Sir,\n\nHe is free.\n\nThe Minister\n\n{quote}\n").as_bytes(), recipient="", at=AT)
    assert opened().text == "Sir,\n\nHe is free.\n\nThe Minister"


def test_an_answer_that_is_all_quote_is_kept_whole(sent):
    receive(a_reply(sent.reply, "> Please release him.\n").as_bytes(), recipient="", at=AT)
    assert opened().text == "> Please release him."


def test_a_flood_of_answers_to_one_letter_fills_nothing(sent, monkeypatch):
    monkeypatch.setattr(responses, "MOST_ANSWERS", 3)
    for number in range(5):
        assert receive(a_reply(sent.reply, f"Answer {number}\n").as_bytes(), recipient="", at=AT) == Sort.REPLY
    assert OfficialResponse.objects.count() == 3


def test_an_answer_handed_in_twice_is_one_answer(sent):
    raw = a_reply(sent.reply).as_bytes()
    assert receive(raw, recipient="", at=AT) == receive(raw, recipient="", at=AT)
    assert OfficialResponse.objects.count() == 1


@pytest.mark.parametrize(
    "heads", [{"Auto_Submitted": "auto-replied"}, {"Precedence": "auto_reply"}, {"X_Autoreply": "yes"}]
)
def test_automatic_answers_are_judged_already(sent, heads):
    assert receive(a_reply(sent.reply, **heads).as_bytes(), recipient="", at=AT) == Sort.AUTO_REPLY
    assert kept().kind == "token_or_auto_reply"


def test_a_letter_that_comes_back_for_good_condemns_its_address(sent, office):
    assert receive(a_dsn("5.1.1"), recipient=sent.bounce, at=AT) == Sort.BOUNCE
    sent.row.refresh_from_db()
    assert (sent.row.state, sent.row.trouble) == ("bounced", "bounce")
    assert ContactPoint.objects.get(office=office).health == "bounced"
    assert line_of(office).pause_reason == "address_dead"


def test_an_address_found_since_is_not_condemned_by_an_old_letter(sent, office):
    ContactPoint.objects.filter(office=office).update(value="new@office.example.org")
    receive(a_dsn("5.1.1"), recipient=sent.bounce, at=AT)
    assert ContactPoint.objects.get(office=office).health == "ok"


def test_a_full_mailbox_is_no_dead_one_and_is_counted_once(sent, office):
    for _report in range(9):
        assert receive(a_dsn("5.2.2"), recipient=sent.bounce, at=AT) == Sort.BOUNCE
    assert ContactPoint.objects.get(office=office).health == "ok"
    assert line_of(office).paused_at is None


def test_a_delay_changes_nothing_but_the_note(sent):
    assert receive(a_dsn("4.4.1", "delayed"), recipient=sent.bounce, at=AT) == Sort.DELAY
    sent.row.refresh_from_db()
    assert (sent.row.state, sent.row.trouble) == ("sent", "delay")


def test_one_complaint_pauses_the_office(sent, office):
    parts = [
        ("text/plain", "This is spam"),
        ("message/feedback-report", "Feedback-Type: abuse\r\nUser-Agent: x\r\nVersion: 1\r\n"),
        ("message/rfc822", sent.message),
    ]
    raw = b"To: abuse@letters.example.org\r\n" + a_report("feedback-report", parts)
    assert receive(raw, recipient="", at=AT) == Sort.COMPLAINT
    assert line_of(office).pause_reason == "complaints"


@pytest.mark.parametrize("sort", ["delivery-status", "feedback-report"])
def test_who_was_answered_cannot_stop_an_offices_letters_with_a_forged_report(sent, office, sort):
    raw = a_dsn("5.1.1") if sort == "delivery-status" else a_report(
        sort, [("message/feedback-report", "Feedback-Type: abuse\r\nVersion: 1\r\n")]
    )  # fmt: skip
    assert receive(b"To: " + sent.reply.encode() + b"\r\n" + raw, recipient=sent.reply, at=AT) == Sort.REPLY
    assert line_of(office).paused_at is None
    assert kept().mail == sent.row, "a person reads it all the same"


def test_a_person_who_answers_to_the_return_address_is_heard_too(sent):
    assert receive(a_reply(sent.bounce).as_bytes(), recipient=sent.bounce, at=AT) == Sort.REPLY
    assert "released" in opened().text


@pytest.mark.parametrize(
    "change", [lambda a: a.replace("reply+a", "reply+b"), lambda a: a.replace("reply+", "bounce+")]
)
def test_an_address_that_was_guessed_reaches_nothing(sent, change):
    assert receive(a_reply(change(sent.reply)).as_bytes(), recipient="", at=AT) is None
    assert not OfficialResponse.objects.exists()


def test_own_addresses_are_short_survive_capitals_and_name_nobody():
    mail_id = uuid7()
    address = address_for(mail_id, Purpose.BOUNCE, domain=DOMAIN, key="k" * 40)
    assert len(address.partition("@")[0]) <= 64
    assert found_in(f"for <{address.upper()}>;", key="k" * 40) == (Purpose.BOUNCE, mail_id)
    assert found_in(address, key="other" * 10) is None
    assert found_in(address_for(UUID(int=0), Purpose.REPLY, domain=DOMAIN, key="x"), key="k" * 40) is None


def nested(depth):
    """Parts in parts in parts."""
    text = b""
    for level in range(depth):
        text += b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level)
    return text + b"Content-Type: text/plain\r\n\r\nhello\r\n"


def hostile(reply):
    to = b"To: " + reply.encode() + b"\r\n"
    yield to + nested(3000)
    yield to + b"Content-Type: text/plain; charset=no-such\r\n\r\n\xff\xfe\x00ok"
    yield to + b"Content-Type: text/html\r\n\r\n<script>alert(1)</script><p>Yes<br>we <b>agree</b></p>" + b"<" * 50_000
    yield to + b"Subject: " + b"=?utf-8?q?" + b"=0d=0aBcc:x" * 500 + b"?=\r\n\r\nyes"
    yield to + b"Content-Type: text/plain\r\n\r\n" + b"On " * 30_000
    yield to + b"Content-Type: text/plain\r\n\r\n" + b"a\n" * 9_000 + b"\n" * 20_000
    yield to + b"From: \xff\xff <<<>>>\r\nContent-Type: ;;;=\r\n\r\nyes"
    yield to + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n\r\nhello\r\n" * 5_000
    yield to + b"\r\n" + b"x" * (MOST_BYTES + 100)


@pytest.mark.parametrize("number", range(9))
def test_hostile_mail_is_taken_in_and_does_no_harm(sent, number):
    raw = list(hostile(sent.reply))[number]
    assert receive(raw, recipient="", at=AT) in (Sort.REPLY, Sort.AUTO_REPLY)
    answer = opened()
    assert answer.text.startswith(("", "", "Yes\nwe agree", "yes", "On On", "a\na", "yes", "hello", "xxx")[number])
    assert len(answer.text) <= 20_000
    assert "<script" not in answer.text
    assert "\n" not in answer.subject


def test_attachments_are_named_and_not_kept(sent):
    mail = a_reply(sent.reply)
    mail.add_attachment(
        b"MZ" * 1000, maintype="application", subtype="x-msdownload", filename="../../answer\u202efdp.exe"
    )
    receive(mail.as_bytes(), recipient="", at=AT)
    assert kept().attachments == 1
    assert opened().attachments == (".._.._answer_fdp.exe (application/x-msdownload)",)


def test_an_answer_is_judged_and_who_wrote_may_be_told(sent):
    receive(a_reply(sent.reply).as_bytes(), recipient="", at=AT)
    with pytest.raises(Refused):
        judge(response_id=kept().pk, kind="nonsense", actor=STAFF, at=AT)
    judge(response_id=kept().pk, kind="favourable_action", actor=STAFF, at=AT)
    judge(response_id=kept().pk, kind="pledge", actor=STAFF, at=AT)
    assert kept().kind == "pledge"
    assert [entry.payload for entry in OutboxEntry.objects.filter(fact="office_answered")] == [
        {"response": kept().pk.hex, "act": sent.act.hex}
    ]
    assert AuditEntry.objects.filter(verb="response.judge").count() == 2


def test_an_answer_by_post_is_written_down(action, office):
    noted = Noted(action=action, office=office, way="post", kind="denial", received_at=AT, text="We deny it.")
    row = write_down(noted, actor=STAFF, at=AT)
    assert opened(row).text == "We deny it."
    for wrong in ({"text": "  "}, {"received_at": AT + timedelta(days=1)}):
        with pytest.raises(Refused):
            write_down(Noted(**{**{f: getattr(noted, f) for f in noted.__slots__}, **wrong}), actor=STAFF, at=AT)


def test_answers_end_with_the_personal_data_of_their_action(sent, action):
    receive(a_reply(sent.reply).as_bytes(), recipient="", at=AT)
    judge(response_id=kept().pk, kind="denial", actor=STAFF, at=AT)
    ActionTaken.objects.update(sealed=None, data_key=None)
    type(action).objects.update(erased_on=AT.date())
    tasks.forget(AT)
    assert (kept().sealed, kept().act_id, kept().kind) == (None, None, "denial")
    with pytest.raises(Erased):
        opened()


def given(monkeypatch, raw):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))


def test_a_mail_server_hands_mail_in_and_is_told_how_it_went(sent, monkeypatch, capsys):
    given(monkeypatch, a_reply("someone@else.example").as_bytes())
    assert main(["mail", "receive", "--to", sent.reply]) == os.EX_OK
    given(monkeypatch, a_reply("someone@else.example").as_bytes())
    assert main(["mail", "receive"]) == os.EX_NOUSER
    given(monkeypatch, b"")
    assert main(["mail", "receive"]) == os.EX_DATAERR
    given(monkeypatch, a_reply(sent.reply, "Another answer").as_bytes())

    def no_key(*args, **kwargs):
        raise responses.NoKey("xq")

    monkeypatch.setattr("openletter.deliveries.operations.responses.sealed_for", no_key)
    assert main(["mail", "receive"]) == os.EX_TEMPFAIL
    assert "released" not in capsys.readouterr().err
    assert settings.ENV.target_mail_from.endswith(DOMAIN)
