"""What may be said about a case, and when it may be said in public: enumerations and pure decisions.

The words are those of docs/concepts.md; stored values never change once released.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CaseStatus(TextChoices):
    """Where the advocacy file stands in its life."""

    INTAKE = "intake", _("Intake")
    UNDER_VERIFICATION = "under_verification", _("Under verification")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    ACTIVE = "active", pgettext_lazy("case status", "Active")
    MONITORING = "monitoring", _("Monitoring")
    CLOSED = "closed", pgettext_lazy("case status", "Closed")
    REOPENED = "reopened", pgettext_lazy("case status", "Reopened")


PUBLIC_STATUSES = frozenset({CaseStatus.ACTIVE, CaseStatus.MONITORING, CaseStatus.CLOSED, CaseStatus.REOPENED})

CASE_MOVES: dict[str, frozenset[str]] = {
    CaseStatus.INTAKE: frozenset({CaseStatus.UNDER_VERIFICATION, CaseStatus.DECLINED}),
    CaseStatus.UNDER_VERIFICATION: frozenset({CaseStatus.ACCEPTED, CaseStatus.DECLINED}),
    CaseStatus.ACCEPTED: frozenset({CaseStatus.ACTIVE, CaseStatus.DECLINED}),
    CaseStatus.DECLINED: frozenset({CaseStatus.UNDER_VERIFICATION}),
    CaseStatus.ACTIVE: frozenset({CaseStatus.MONITORING, CaseStatus.CLOSED}),
    CaseStatus.MONITORING: frozenset({CaseStatus.ACTIVE, CaseStatus.CLOSED}),
    CaseStatus.CLOSED: frozenset({CaseStatus.REOPENED}),
    CaseStatus.REOPENED: frozenset({CaseStatus.MONITORING, CaseStatus.CLOSED}),
}


class CasePriority(TextChoices):
    """How soon the team must turn to a case."""

    URGENT = "urgent", _("Urgent")
    HIGH = "high", _("High")
    NORMAL = "normal", _("Normal")
    LOW = "low", _("Low")


class Visibility(TextChoices):
    """Who may see one fact. Only `public` ever reaches a public page, feed or mail."""

    PUBLIC = "public", pgettext_lazy("visibility", "Public")
    NETWORK = "network", _("All sections")
    SECTION = "section", _("This section")
    CASE_TEAM = "case_team", _("Case team")
    RESTRICTED = "restricted", _("Restricted")


class Standing(TextChoices):
    """Whether a development is reported or established; said in words beside it."""

    ALLEGATION = "allegation", _("Allegation")
    FACT = "fact", _("Established fact")


class SubjectKind(TextChoices):
    """What the subject of a case is."""

    INDIVIDUAL = "individual", _("Individual")
    FAMILY = "family", _("Family")
    GROUP = "group", pgettext_lazy("subject", "Group")
    COMMUNITY = "community", _("Community")


class Designation(TextChoices):
    """A status the organisation grants, and sometimes withdraws."""

    NONE = "", _("None")
    PRISONER_OF_CONSCIENCE = "prisoner_of_conscience", _("Prisoner of conscience")


class Concern(TextChoices):
    """Short risk labels, as the field's urgent appeals use them."""

    TORTURE_OR_ILL_TREATMENT = "torture_or_ill_treatment", _("Torture or other ill-treatment")
    FEAR_OF_TORTURE = "fear_of_torture", _("Fear of torture")
    ENFORCED_DISAPPEARANCE = "enforced_disappearance", _("Enforced disappearance")
    INCOMMUNICADO = "incommunicado", _("Incommunicado detention")
    ARBITRARY_DETENTION = "arbitrary_detention", _("Arbitrary detention")
    UNFAIR_TRIAL = "unfair_trial", _("Unfair trial")
    PRISONER_OF_CONSCIENCE = "prisoner_of_conscience", _("Prisoner of conscience")
    DEATH_PENALTY = "death_penalty", _("Death penalty")
    IMMINENT_EXECUTION = "imminent_execution", _("Imminent execution")
    CORPORAL_PUNISHMENT = "corporal_punishment", _("Corporal punishment")
    EXTRAJUDICIAL_KILLING = "extrajudicial_killing", _("Extrajudicial killing")
    DEATH_THREATS = "death_threats", _("Death threats")
    ATTACK_OR_INTIMIDATION = "attack_or_intimidation", _("Attack or intimidation")
    HARASSMENT_OR_SURVEILLANCE = "harassment_or_surveillance", _("Harassment or surveillance")
    HEALTH_IN_DETENTION = "health_in_detention", _("Health in detention")
    HUNGER_STRIKE = "hunger_strike", _("Hunger strike")
    PRISON_CONDITIONS = "prison_conditions", _("Prison conditions")
    SOLITARY_CONFINEMENT = "solitary_confinement", _("Solitary confinement")
    FORCED_RETURN = "forced_return", _("Forced return")
    FORCED_EVICTION = "forced_eviction", _("Forced eviction")
    LAND_AND_INDIGENOUS_RIGHTS = "land_and_indigenous_rights", _("Land and Indigenous rights")
    GENDER_BASED_VIOLENCE = "gender_based_violence", _("Gender-based violence")
    LGBTI_PERSECUTION = "lgbti_persecution", _("Persecution of LGBTI people")
    DISCRIMINATION = "discrimination", _("Discrimination")
    FREEDOM_OF_EXPRESSION = "freedom_of_expression", _("Freedom of expression")
    ASSEMBLY = "assembly", _("Freedom of assembly")
    ASSOCIATION = "association", _("Freedom of association")
    RELIGION_OR_BELIEF = "religion_or_belief", _("Freedom of religion or belief")
    DIGITAL_SURVEILLANCE = "digital_surveillance", _("Digital surveillance")
    REFUGEE_OR_MIGRANT_RIGHTS = "refugee_or_migrant_rights", _("Rights of refugees or migrants")
    CHILD_RIGHTS = "child_rights", _("Rights of the child")
    CORPORATE_ABUSE = "corporate_abuse", _("Corporate abuse")
    IMPUNITY = "impunity", _("Impunity")
    TRAVEL_BAN = "travel_ban", pgettext_lazy("concern", "Travel ban")
    REPRODUCTIVE_RIGHTS = "reproductive_rights", _("Reproductive rights")
    CLIMATE_OR_ENVIRONMENT_DEFENDER = "climate_or_environment_defender", _("Climate or environment defender")
    CONFLICT_CIVILIANS = "conflict_civilians", _("Civilians in conflict")


class DevelopmentKind(TextChoices):
    """What one dated event of a chronology was."""

    THREAT = "threat", _("Threat")
    ARREST = "arrest", pgettext_lazy("development", "Arrest")
    DETAINED = "detained", _("Detained")
    ABDUCTION = "abduction", _("Abduction")
    WHEREABOUTS_KNOWN = "whereabouts_known", _("Whereabouts known")
    TRANSFER = "transfer", _("Transfer")
    TORTURE_REPORTED = "torture_reported", _("Torture reported")
    MEDICAL_EXAMINATION = "medical_examination", _("Medical examination")
    HUNGER_STRIKE_START = "hunger_strike_start", _("Hunger strike begins")
    HUNGER_STRIKE_SUSPENDED = "hunger_strike_suspended", _("Hunger strike suspended")
    HUNGER_STRIKE_END = "hunger_strike_end", _("Hunger strike ends")
    HOSPITALISED = "hospitalised", _("Taken to hospital")
    CHARGE = "charge", pgettext_lazy("development", "Charge")
    HEARING = "hearing", _("Hearing")
    VERDICT = "verdict", _("Verdict")
    SENTENCING = "sentencing", _("Sentencing")
    APPEAL_DECIDED = "appeal_decided", _("Court appeal decided")
    QUASHED = "quashed", _("Conviction quashed")
    ADMINISTRATIVE_DETENTION = "administrative_detention", _("Administrative detention")
    RELEASE_ORDER_IGNORED = "release_order_ignored", _("Release order ignored")
    INVESTIGATION_OPENED = "investigation_opened", _("Investigation opened")
    INVESTIGATION_CLOSED = "investigation_closed", _("Investigation closed")
    RELEASED = "released", pgettext_lazy("development", "Released")
    PARDONED = "pardoned", pgettext_lazy("development", "Pardoned")
    TRAVEL_BAN = "travel_ban", pgettext_lazy("development", "Travel ban")
    RE_ARREST = "re_arrest", _("Arrested again")
    FORCED_RETURN = "forced_return", pgettext_lazy("development", "Forced return")
    EXILE = "exile", _("Exile")
    KILLED = "killed", pgettext_lazy("development", "Killed")
    EXECUTED = "executed", pgettext_lazy("development", "Executed")
    DEATH = "death", pgettext_lazy("development", "Death")
    OFFICIAL_STATEMENT = "official_statement", _("Official statement")
    UN_COMMUNICATION = "un_communication", _("United Nations communication")
    PETITION_DELIVERED = "petition_delivered", _("Petition delivered")
    OTHER = "other", pgettext_lazy("development", "Event")


class ProceedingStage(TextChoices):
    """How far a court case has come."""

    INVESTIGATION = "investigation", _("Investigation")
    CHARGE = "charge", pgettext_lazy("proceeding", "Charge")
    PRETRIAL = "pretrial", _("Before trial")
    TRIAL = "trial", _("Trial")
    VERDICT = "verdict", pgettext_lazy("proceeding", "Verdict")
    SENTENCING = "sentencing", pgettext_lazy("proceeding", "Sentencing")
    APPEAL = "appeal", _("Court appeal")
    CASSATION = "cassation", _("Cassation")
    RETRIAL = "retrial", _("Retrial")
    CLEMENCY_REQUEST = "clemency_request", _("Clemency request")
    CLOSED = "closed", pgettext_lazy("proceeding", "Closed")


class ProceedingResult(TextChoices):
    """What a stage of a court case ended in."""

    PENDING = "pending", _("Pending")
    CONVICTED = "convicted", _("Convicted")
    ACQUITTED = "acquitted", _("Acquitted")
    CHARGES_DROPPED = "charges_dropped", _("Charges dropped")
    SENTENCE_UPHELD = "sentence_upheld", _("Sentence upheld")
    SENTENCE_REDUCED = "sentence_reduced", _("Sentence reduced")
    SENTENCE_INCREASED = "sentence_increased", _("Sentence increased")
    QUASHED = "quashed", pgettext_lazy("proceeding", "Quashed")
    REMITTED = "remitted", _("Remitted")


class CourtType(TextChoices):
    """Which kind of court sat."""

    UNKNOWN = "unknown", pgettext_lazy("court", "Unknown")
    CIVILIAN = "civilian", _("Civilian court")
    MILITARY = "military", _("Military court")
    ADMINISTRATIVE = "administrative", _("Administrative court")
    SPECIAL = "special", _("Special court")
    RELIGIOUS = "religious", _("Religious court")
    CONSTITUTIONAL = "constitutional", _("Constitutional court")


class SentenceKind(TextChoices):
    """What a court imposed."""

    PRISON = "prison", _("Prison term")
    LIFE = "life", _("Life imprisonment")
    DEATH = "death", _("Death sentence")
    FINE = "fine", _("Fine")
    OTHER = "other", pgettext_lazy("sentence", "Other")


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


class ConsentScope(TextChoices):
    """What a person at risk, or who speaks for them, agreed to."""

    CASE_WORK = "case_work", _("Public work on the case")
    NAME = "name", _("Given name")
    SURNAME = "surname", _("Surname")
    PHOTO = "photo", _("Photo")
    VIDEO = "video", _("Video")
    QUOTE = "quote", _("Quote")
    AUDIO = "audio", _("Audio")
    SOCIAL_MEDIA = "social_media", _("Social media")
    PRESS = "press", _("Press")
    FUNDRAISING = "fundraising", _("Fundraising")
    PRINT = "print", pgettext_lazy("consent scope", "Print")
    PARTNER_SHARE = "partner_share", _("Sharing with partners")
    UN_SUBMISSION = "un_submission", _("Submission to the United Nations")
    FUTURE_CAMPAIGNS = "future_campaigns", _("Future campaigns")


class ConsentState(TextChoices):
    """What one entry of the consent ledger says of its scope. The latest entry of a scope holds."""

    REQUESTED = "requested", _("Requested")
    GIVEN = "given", _("Given")
    WITHDRAWN = "withdrawn", pgettext_lazy("consent", "Withdrawn")


class ConsentGiver(TextChoices):
    """Who gave or withdrew consent."""

    SELF = "self", _("The person")
    GUARDIAN = "guardian", _("Guardian")
    FAMILY = "family", _("Family")
    LAWYER = "lawyer", _("Lawyer")
    PARTNER_ORGANISATION = "partner_organisation", _("Partner organisation")
    PUBLIC_RECORD = "public_record", _("Public record")


class ContentRule(TextChoices):
    """A three-way rule for one thing a supporter may want to put in a message."""

    NEVER = "never", pgettext_lazy("guidance", "Never")
    ALLOWED = "allowed", pgettext_lazy("guidance", "Allowed")
    ENCOURAGED = "encouraged", pgettext_lazy("guidance", "Encouraged")


class ReturnAddressRule(TextChoices):
    """Whether a card needs, may have, or must not have the sender's address."""

    REQUIRED = "required", pgettext_lazy("return address", "Required")
    OPTIONAL = "optional", pgettext_lazy("return address", "Optional")
    FORBIDDEN = "forbidden", pgettext_lazy("return address", "Forbidden")


class RecipientRoute(TextChoices):
    """By which way a message of solidarity reaches the person."""

    PRISON = "prison", _("To the prison")
    FAMILY = "family", _("Through the family")
    LAWYER = "lawyer", _("Through the lawyer")
    PARTNER = "partner", _("Through a partner organisation")
    SECTION_OFFICE = "section_office", _("Through the section's office")
    ONLINE_ONLY = "online_only", _("Online only")


# What a public page of a case says of a person, and so what must be consented to before it is shown.
SCOPES_OF_A_PUBLIC_PAGE = (ConsentScope.CASE_WORK, ConsentScope.NAME, ConsentScope.SURNAME)
SCOPES_UNDER_A_PSEUDONYM = (ConsentScope.CASE_WORK,)


@dataclass(frozen=True, slots=True)
class ConsentEntry:
    """One line of the consent ledger, as far as the decision needs it."""

    scope: str
    state: str
    on: date
    order: int
    expires_on: date | None = None


def standing_scopes(entries: Iterable[ConsentEntry], *, on: date) -> frozenset[str]:
    """The scopes that hold on a day: the latest entry of the scope is `given` and has not run out.

    An entry's `expires_on` is its last valid day. Entries of one day are told apart by `order`.
    """
    latest: dict[str, ConsentEntry] = {}
    for entry in sorted(entries, key=lambda e: (e.on, e.order)):
        if entry.on <= on:
            latest[entry.scope] = entry
    return frozenset(
        entry.scope
        for entry in latest.values()
        if entry.state == ConsentState.GIVEN and (entry.expires_on is None or entry.expires_on >= on)
    )


def missing_scopes(
    entries: Iterable[ConsentEntry], *, on: date, pseudonym: bool, also: Iterable[str] = ()
) -> tuple[str, ...]:
    """The scopes that publishing needs on this day and that nobody has given, in the order to ask for them."""
    needed = (*(SCOPES_UNDER_A_PSEUDONYM if pseudonym else SCOPES_OF_A_PUBLIC_PAGE), *also)
    held = standing_scopes(entries, on=on)
    return tuple(scope for scope in needed if scope not in held)


def may_move(current: str, wanted: str) -> bool:
    """Whether a case may go from one status to another; staying where it is always may."""
    return current == wanted or wanted in CASE_MOVES.get(current, frozenset())
