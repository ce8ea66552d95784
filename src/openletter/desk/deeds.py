"""What the audit's codes say in words, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openletter.actions.rules import ActionStatus
from openletter.kernel.folding import fold
from openletter.kernel.languages import endonym, known

DEEDS: dict[str, Any] = {
    "opened": _("Sealed data opened"),
    "made a key": _("Key made"),
    "recount": _("Number counted again"),
    "wording_added": _("Consent wording added"),
    "case.status": _("Case status changed"),
    "case.recall": _("Safety stop: case recalled"),
    "case.resume": _("Case shown again"),
    "case.opened": _("Case opened of which something is not public"),
    "case.relate": _("Related case named"),
    "case.related": _("Related case named on a public page"),
    "case.untied": _("Related case named no longer"),
    "case.update": _("Update added"),
    "case.outcome": _("Outcome recorded"),
    "case.words_hold": _("Words looked at after an outcome"),
    "case.photo": _("Photo saved"),
    "case.released": _("Case let out to the public"),
    "case.changed": _("Change of a public case approved"),
    "case.kept": _("Notes of a public case edited"),
    "case.hidden": _("Fact taken off the pages"),
    "case.answer": _("Safety question answered"),
    "campaign.changed": _("Change of a campaign’s words approved"),
    "action.changed": _("Change of an approved action approved"),
    "proposal.made": _("Change kept for a second person"),
    "proposal.approved": _("Change approved by a second person"),
    "proposal.returned": _("Change sent back"),
    "proposal.discarded": _("Change discarded"),
    "proposal.taken_in": _("Change part of the draft"),
    "action.taken_in": _("Change that waited part of the draft"),
    "proposal.ended": _("Change ended undecided"),
    "case.photo_removed": _("Photo removed"),
    "consent.requested": _("Consent asked for"),
    "consent.given": _("Consent recorded"),
    "consent.withdrawn": _("Consent withdrawn"),
    "action.call": _("Call and demands written"),
    "action.address": _("Offices addressed changed"),
    "action.text": _("Text proposed written"),
    "action.terms": _("Terms of an action changed"),
    "action.languages": _("Languages of pages chosen"),
    "action.offer": _("Offered to the other sections"),
    "action.offer_no_longer": _("Offer taken back"),
    "action.take_over": _("Taken over from another section"),
    "action.adapt": _("Own words of the section written"),
    "action.decide_on_original": _("Decided on a changed original"),
    "reading.let": _("Link to read before publishing made"),
    "reading.revoke": _("Link to read before publishing taken back"),
    "action.let_run": _("Let run on after an outcome"),
    "action.extend": _("Deadline moved on"),
    "action.issue_next": _("Next of the series drafted"),
    "action.import_sheet": _("Urgent action imported"),
    "action.erase": _("Personal data erased"),
    "act.withdraw": _("Act taken back for the person"),
    "person.search": _("Looked for the acts of a person"),
    "person.hand_out": _("What we hold on a person handed out"),
    "person.erase": _("Everything of a person taken back and erased"),
    "delivery.plan": _("Hand-over planned"),
    "delivery.note": _("Step of a hand-over noted"),
    "names.tried": _("Text refused: it names a person at risk whom the writer may not know"),
    "names.stopped": _("Texts of a login no longer looked at: too many refused for a name"),
    "names.let_go_on": _("Texts of a login looked at again"),
    "names.ask": _("Names asked for"),
    "names.release": _("Names released"),
    "names.refuse": _("Names not released"),
    "names.take_out": _("List of names taken out"),
    "names.destroy": _("List of names destroyed"),
    "ledger.evidence": _("File added to a ledger entry"),
    "switch.on": _("Switch turned on"),
    "switch.off": _("Switch turned off"),
    "switch.over": _("Switch came to its end"),
    "invalidation.prepare": _("Judgement on acts prepared"),
    "invalidation.start": _("Judgement on acts carried out"),
    "invalidation.stop": _("Judgement on acts stopped on the way"),
    "invalidation.end": _("Judgement on acts ended"),
    "invalidation.undo": _("Judgement on acts undone"),
    "invalidation.drop": _("Judgement on acts dropped"),
    "ledger.enter": _("Ledger entry added"),
    "office_mail.pause": _("Letters to an office paused"),
    "office_mail.resume": _("Letters to an office resumed"),
    "response.judge": _("Answer judged"),
    "response.write_down": _("Answer written down"),
    "representatives.import": _("Representatives imported"),
    "representative.objection": _("Objection of a representative"),
    "lobby.released": _("Contact with a representative released"),
    "lobby.kept": _("Contact with a representative kept to ourselves"),
    "translation.ask": _("Translation asked for"),
    "translation.submit": _("Translation sent to review"),
    "translation.send_back": _("Translation sent back"),
    "translation.approve": _("Translation approved"),
    "pages.publish": _("Pages published"),
    "pages.down": _("Pages taken down"),
    "message.accepted": _("Message accepted"),
    "message.withheld": _("Message withheld"),
    "message.second": _("Second opinion asked"),
    "message.reconsider": _("Decision on a message opened again"),
    "message.objection": _("Sender objected to a decision"),
    "message.take_over": _("Message taken over from another reader"),
    "report.settle": _("Report of a reader settled"),
    "message.translate": _("Message translated"),
    "bundle.gather": _("Bundle made up"),
    "bundle.print": _("Bundle printed"),
    "bundle.sent": _("Bundle sent"),
    "bundle.delivered": _("Bundle delivered"),
    "bundle.returned": _("Bundle came back"),
    "bundle.unknown": _("Nothing known of a bundle"),
    "bundle.dissolve": _("Bundle dissolved"),
    "account.open": _("Account opened"),
    "account.close": _("Account closed"),
    "account.factor": _("Second factor taken away"),
    "account.vouch": _("Login vouched for"),
    "account.reopen": _("Account opened again"),
    "audit.export": _("Audit taken out"),
    "access_report.review": _("Access report reviewed"),
    "session.end": _("Sessions ended"),
    "contact.health": _("Health of a contact point noted"),
    "office.appoint": _("Office holder appointed"),
    "office.vacate": _("Office holder left"),
    "office.accredit": _("Embassy accredited to a country"),
    "office.import": _("Office imported from a table"),
    "route.import": _("Route of the post imported from a table"),
    "route.suspend": _("Post to a country suspended"),
    "route.resume": _("Post to a country goes again"),
    "role.give": _("Role given"),
    "role.take": _("Role taken away"),
    "case.guidance": _("Guidance for messages changed"),
    "story.ask": _("Story handed to a second person"),
    "story.return": _("Story given back to who wrote it"),
    "story.publish": _("Story published"),
    "story.down": _("Story taken down"),
    "page.create": _("Page of the site begun"),
    "page.edit": _("Page of the site edited"),
    "page.publish": _("Page of the site published"),
    "page.unpublish": _("Page of the site taken down"),
    "page.delete": _("Page of the site deleted"),
    "page.move": _("Page of the site moved"),
    "page.copy": _("Page of the site copied"),
    "redirect.save": _("Old address led on"),
    "redirect.delete": _("Old address no longer led on"),
}


def in_words(verb: str) -> str:
    """A verb of the audit in words; one we have no words for stands as it was written."""
    if verb in DEEDS:
        return str(DEEDS[verb])
    place, _dot, state = verb.partition(".")
    if place == "action" and state in ActionStatus:
        # Translators: %(state)s is a state of an action, such as "Live" or "In review".
        return gettext("Action: %(state)s") % {"state": ActionStatus(state).label}
    name, _line, did = verb.rpartition("_")
    if name == "words" and did in known():
        # Translators: %(language)s is a language by its own name, such as "Français".
        return gettext("Words written: %(language)s") % {"language": endonym(did)}
    return _of_a_row(name, did) or verb


def saying(wanted: str, verbs: Iterable[str]) -> list[str]:
    """Those of the verbs whose code, or words in the reader's language, hold what is wanted, however it is spelled."""
    asked = fold(wanted)
    return [verb for verb in verbs if asked and asked in fold(f"{verb} {in_words(verb)}")]


def _of_a_row(name: str, did: str) -> str:
    kinds = {model._meta.model_name: model._meta.verbose_name for model in apps.get_models()}
    if name not in kinds:
        return ""
    said = {"kind": capfirst(str(kinds[name]))}
    # Translators: %(kind)s is a kind of row, such as "Case"; a new one was added to the desk.
    created = gettext("%(kind)s: created") % said
    # Translators: %(kind)s is a kind of row, such as "Case".
    edited = gettext("%(kind)s: edited") % said
    # Translators: %(kind)s is a kind of row, such as "Case".
    deleted = gettext("%(kind)s: deleted") % said
    return {"created": created, "edited": edited, "deleted": deleted}.get(did, "")
