"""What became of a person, and how far acting mattered."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OutcomeType(TextChoices):
    """What became of the person."""

    RELEASED_UNCONDITIONAL = "released_unconditional", _("Released without conditions")
    RELEASED_CONDITIONAL = "released_conditional", _("Released on conditions")
    PARDONED = "pardoned", pgettext_lazy("outcome", "Pardoned")
    ACQUITTED = "acquitted", pgettext_lazy("outcome", "Acquitted")
    CHARGES_DROPPED = "charges_dropped", pgettext_lazy("outcome", "Charges dropped")
    DEATH_SENTENCE_COMMUTED = "death_sentence_commuted", _("Death sentence commuted")
    TRANSFERRED_BETTER = "transferred_better", _("Moved to better conditions")
    MEDICAL_CARE = "medical_care", _("Medical care given")
    FAMILY_OR_LAWYER_ACCESS = "family_or_lawyer_access", _("Family or lawyer may visit")
    WHEREABOUTS_REVEALED = "whereabouts_revealed", _("Whereabouts revealed")
    PROTECTION_GRANTED = "protection_granted", _("Protection granted")
    INVESTIGATION_OPENED = "investigation_opened", pgettext_lazy("outcome", "Investigation opened")
    PERPETRATOR_CONVICTED = "perpetrator_convicted", _("Perpetrator convicted")
    COMPENSATION = "compensation", _("Compensation")
    LAW_CHANGED = "law_changed", _("Law changed")
    RETURN_HALTED = "return_halted", _("Forced return halted")
    LAND_RETURNED = "land_returned", _("Land returned")
    COMPLETED_SENTENCE = "completed_sentence", _("Released at the end of the sentence")
    DEPORTED = "deported", _("Deported")
    SUPERSEDED = "superseded", _("Continued in another appeal")
    DEADLINE_PASSED = "deadline_passed", _("Deadline passed")
    CONSENT_WITHDRAWN = "consent_withdrawn", _("Closed at the wish of those concerned")
    PASSED_TO_PARTNER = "passed_to_partner", _("Passed to a partner")
    SENTENCE_UPHELD = "sentence_upheld", pgettext_lazy("outcome", "Sentence upheld")
    RE_ARREST = "re_arrest", pgettext_lazy("outcome", "Arrested again")
    EXECUTED = "executed", pgettext_lazy("outcome", "Executed")
    KILLED = "killed", pgettext_lazy("outcome", "Killed")
    DIED = "died", _("Died")


GOOD_OUTCOMES = frozenset(
    {
        OutcomeType.RELEASED_UNCONDITIONAL,
        OutcomeType.RELEASED_CONDITIONAL,
        OutcomeType.PARDONED,
        OutcomeType.ACQUITTED,
        OutcomeType.CHARGES_DROPPED,
        OutcomeType.DEATH_SENTENCE_COMMUTED,
        OutcomeType.TRANSFERRED_BETTER,
        OutcomeType.MEDICAL_CARE,
        OutcomeType.FAMILY_OR_LAWYER_ACCESS,
        OutcomeType.WHEREABOUTS_REVEALED,
        OutcomeType.PROTECTION_GRANTED,
        OutcomeType.INVESTIGATION_OPENED,
        OutcomeType.PERPETRATOR_CONVICTED,
        OutcomeType.COMPENSATION,
        OutcomeType.LAW_CHANGED,
        OutcomeType.RETURN_HALTED,
        OutcomeType.LAND_RETURNED,
    }
)


class Attribution(TextChoices):
    """How far the organisation may say its work mattered. Never more than the evidence."""

    UNKNOWN = "unknown", _("Not known")
    CONTRIBUTED = "contributed", _("Contributed")
    ACKNOWLEDGED_BY_OFFICIAL = "acknowledged_by_official", _("Acknowledged by an official")
    ACKNOWLEDGED_BY_PERSON_OR_FAMILY = (
        "acknowledged_by_person_or_family",
        _("Acknowledged by the person or family"),
    )
