"""What our mails say. Each is written once, as plain sentences; post.py makes text and HTML of it.

Rules of all of them: the subject and the first sentence, which a screen shows to whoever stands near, name neither
the person at risk, nor the case, nor its country. Nothing that was typed in a form stands in a mail: whoever types
a stranger's address cannot make us say something to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape

from django.utils.html import strip_tags
from django.utils.translation import get_language_bidi, override
from django.utils.translation import gettext as _

from openletter.actions.kinds import kind_of
from openletter.actions.models import Action
from openletter.actions.rules import ActionStatus
from openletter.cases.models import Outcome, Update
from openletter.cases.queries.consent import consented
from openletter.cases.rules import ConsentScope
from openletter.kernel.languages import day_in_words
from openletter.mailings import of_answers, of_messages, rules
from openletter.mailings.models import OutgoingMail
from openletter.mailings.reading import About, Addressed
from openletter.solidarity.rules import KIND


class Gone(Exception):
    """What the mail was to tell is no longer there."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail in one language: sentences, one thing to do, sentences after it, and why it was sent."""

    language: str
    subject: str
    before: tuple[str, ...]
    button: str
    link: str
    after: tuple[str, ...]
    footer: tuple[str, ...]
    quote: str = ""
    quote_by: str = ""


def write_letter(mail: OutgoingMail, subject: About) -> Letter:
    """The words of a mail in the language of the act. Raises Gone."""
    with override(subject.language):
        return _WRITERS[mail.kind](mail, subject)


def _confirm(mail: OutgoingMail, subject: About) -> Letter:
    read_within = (of_messages.promise(subject.section),) if subject.action.kind == KIND else ()
    before = (
        _("This address was used on our site on %(date)s. Please tell us whether that was you.") % _when(subject),
        _done(subject),
        *read_within,
        _("You count only once you confirm. The link opens a page with one button; opening it alone does nothing."),
    )
    after = (
        _("It was not you? The same page has a button for that: we then erase what was entered."),
        _("Something you entered is wrong? What was sent first stands. Take it back on the same page, and act anew."),
        _("Keep this mail if you confirm. With the same link you can withdraw at any time."),
    )
    return _letter(subject, _("Please confirm that this was you"), before, _("Look and confirm"), after)


def _already(mail: OutgoingMail, subject: About) -> Letter:
    before = (
        _("This address was used on our site again. Nothing has changed: you counted already, and you count once."),
        _done(subject),
    )
    after = (_("With this link you can also withdraw, or tell us that it was not you."),)
    return _letter(subject, _("You are counted already"), before, _("Look at what you did"), after)


def _outcome(mail: OutgoingMail, subject: About) -> Letter:
    outcome = Outcome.objects.filter(uid=mail.subject_uid).first()
    said = outcome.in_language(subject.language) if outcome else None
    if outcome is None or said is None:
        raise Gone
    quoting = consented(subject.case, ConsentScope.QUOTE, on=mail.owed_at.date())
    return _letter(
        subject,
        _("There is news of someone you acted for"),
        (_opening(subject), _of_the_case(subject, said.summary), *([said.thanks] if said.thanks else [])),
        _("Read what happened"),
        (),
        link=subject.action_link,
        quote=said.quote if quoting else "",
        quote_by=said.quote_by if quoting else "",
        news=True,
    )


def _update(mail: OutgoingMail, subject: About) -> Letter:
    update = Update.objects.filter(uid=mail.subject_uid, tell_participants=True).first()
    said = update.in_language(subject.language) if update else None
    if said is None:
        raise Gone
    title = _of_the_case(subject, said.title)
    return _letter(
        subject,
        _("There is news of someone you acted for"),
        (_opening(subject), title, *_plain(said.body)),
        _("Read more"),
        (),
        link=subject.action_link,
        news=True,
    )


def _message(mail: OutgoingMail, subject: About) -> Letter:
    said = of_messages.words_of(mail, subject, written_on=_when(subject)["date"])
    if said is None:
        raise Gone
    button = said.button or _("Look at what you did")
    return _letter(subject, said.subject, said.before, button, said.after, link=said.link)


def _followed(mail: OutgoingMail, subject: About) -> Letter:
    following = Action.objects.filter(uid=mail.subject_uid, status=ActionStatus.LIVE).first()
    said = following.in_language(subject.language) if following else None
    if following is None or said is None:
        raise Gone
    return _letter(
        subject,
        _("There is news of someone you acted for"),
        (
            _opening(subject),
            _("What you wrote is followed by a new appeal: letters are needed again."),
            _of_the_case(subject, said.title),
            said.ask,
        ),
        _("Read the new appeal"),
        (),
        link=subject.link_to(following),
        news=True,
    )


def _answered(mail: OutgoingMail, subject: About) -> Letter:
    said = of_answers.words_of(mail.subject_uid, written_on=_when(subject)["date"])
    if said is None:
        raise Gone
    before = (*said.before, _done(subject))
    return _letter(subject, said.subject, before, _("What was asked"), said.after, link=subject.action_link)


_WRITERS = {
    rules.CONFIRM: _confirm,
    rules.ALREADY: _already,
    rules.OUTCOME: _outcome,
    rules.UPDATE: _update,
    **dict.fromkeys(of_messages.KINDS, _message),
    rules.FOLLOWED: _followed,
    rules.ANSWERED: _answered,
}


def _letter(
    subject: About, title: str, before: tuple[str, ...], button: str, after: tuple[str, ...], *, link: str = "",
    quote: str = "", quote_by: str = "", news: bool = False,
) -> Letter:  # fmt: skip
    return Letter(
        language=subject.language, subject=title, before=before, button=button, link=link or subject.own_link,
        after=after, footer=footer(subject, news=news), quote=quote, quote_by=quote_by,
    )  # fmt: skip


def section_name(subject: Addressed) -> str:
    """The section's name in the mail's language."""
    words = subject.section.in_language(subject.language)
    return words.name if words else subject.section.key


def _when(subject: About) -> dict[str, str]:
    return {"date": day_in_words(subject.act.taken_at.date(), subject.language)}


def _done(subject: About) -> str:
    """What was done, in one line: the kind of action and its title."""
    words = subject.action.in_language(subject.language)
    title = words.title if words else subject.action.ref
    # Translators: for example "Petition: Free the poet"
    return _("%(kind)s: %(title)s") % {"kind": kind_of(subject.action.kind).name, "title": title}


def _case_title(subject: About) -> str:
    words = subject.case.in_language(subject.language)
    if words is None:
        raise Gone
    return str(words.title)


def _of_the_case(subject: About, text: str) -> str:
    # Translators: a case's title, and what is said of it.
    return _("%(name)s: %(text)s") % {"name": _case_title(subject), "text": text}


def _opening(subject: About) -> str:
    return _("You acted with us on %(date)s. Since then something has happened.") % _when(subject)


def footer(subject: Addressed, *, news: bool = False) -> tuple[str, ...]:
    """Why it was sent, and by whom."""
    section = subject.section
    name = section_name(subject)
    why = _("%(section)s sends this mail because this address was used on its site.") % {"section": name}
    if news:
        why = _("%(section)s writes to everyone who acted for this case.") % {"section": name}
        stop = _("You may withdraw, and hear no more of it: %(link)s") % {"link": subject.own_link}
    lines = (why, *([stop] if news else []), _apart(section.postal_address.replace("\n", ", ")), section.contact_email)
    return tuple(line for line in lines if line)


def _apart(line: str) -> str:
    """A line that keeps its own direction: a street in French reads from its number on in an Arabic mail too."""
    return f"\u2068{line}\u2069" if line and get_language_bidi() else line


def _plain(rich: str) -> tuple[str, ...]:
    """The paragraphs of an editor's text without its marks."""
    parts = rich.replace("</p>", "\n").replace("<br/>", "\n").replace("</li>", "\n").split("\n")
    return tuple(text for part in parts if (text := unescape(strip_tags(part)).strip()))
