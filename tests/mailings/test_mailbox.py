"""The local mailbox: readable by whoever sits at the machine, by nobody else, and harmless whatever a mail holds."""

from email.utils import formataddr
from uuid import UUID

import pytest
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from openletter.config.env import env


@pytest.fixture
def folder(settings):
    found = env().data_dir / "mailbox"
    for file in found.glob("*"):
        file.unlink()
    settings.MAILERS = {
        name: {"BACKEND": "openletter.mailings.mailbox.MailboxBackend", "OPTIONS": {"folder": str(found)}}
        for name in ("default", "bulk")
    }
    return found


def post(
    subject="Confirm",
    text="Look: http://127.0.0.1:8000/xq/fr/confirm/abc~def/",
    html="<p>Look</p>",
    sender="Lettres <l@section.example>",
):
    message = EmailMultiAlternatives(subject, text, sender, ["rim@people.example"], headers={"Content-Language": "ar"})
    message.attach_alternative(html, "text/html")
    message.send(using="default")


def ids(folder):
    return sorted((str(UUID(hex=file.stem)) for file in folder.glob("*.eml")), reverse=True)


def test_it_lists_the_newest_first(client, db, folder):
    for subject in ("First", "Second <b>", "ثالث"):
        post(subject)
    page = client.get("/mailbox/").content.decode()
    assert page.index("ثالث") < page.index("Second &lt;b&gt;") < page.index("First")
    assert "rim@people.example" in page


def test_a_long_name_in_another_script_is_read_whole(client, db, folder):
    name = "رسائل من أجل الحقوق – الجزائر"
    post(subject=f"يُرجى تأكيد أن ذلك صدر عنك: {name}", sender=formataddr((name, "l@section.example")))
    assert name in client.get("/mailbox/").content.decode()
    page = client.get(reverse("mailbox_mail", args=[ids(folder)[0]])).content.decode()
    assert f"{name} &lt;l@section.example&gt;" in page


def test_an_empty_one_says_so(client, db, folder):
    assert client.get("/mailbox/").status_code == 200


def test_the_text_has_a_link_to_click_without_any_script(client, db, folder):
    post()
    response = client.get(reverse("mailbox_mail", args=[ids(folder)[0]]))
    page = response.content.decode()
    assert '<a href="http://127.0.0.1:8000/xq/fr/confirm/abc~def/"' in page
    assert 'lang="ar" dir="rtl"' in page
    assert "<script" not in page
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in page


def test_a_mail_cannot_run_or_fetch_anything(client, db, folder):
    post(text="<script>alert(1)</script>", html="<script>alert(1)</script><img src=https://tracker.example/x>")
    mail = ids(folder)[0]
    assert "<script>alert" not in client.get(reverse("mailbox_mail", args=[mail])).content.decode()
    response = client.get(reverse("mailbox_html", args=[mail]))
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-popups allow-popups-to-escape-sandbox" in policy
    assert "script-src" not in policy
    assert "img-src" not in policy
    assert response["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    "head",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
    ],
)
def test_nobody_else_can_read_it(client, db, folder, head):
    post()
    mail = ids(folder)[0]
    for address in ("/mailbox/", f"/mailbox/{mail}/", f"/mailbox/{mail}/html"):
        assert client.get(address).status_code == 200
        assert client.get(address, **head).status_code == 404


def test_it_is_read_only_and_keeps_to_its_folder(client, db, folder):
    post()
    assert client.post("/mailbox/").status_code == 405
    assert client.get("/mailbox/00000000-0000-0000-0000-000000000000/").status_code == 404
    assert client.get("/mailbox/../keys/").status_code == 404
