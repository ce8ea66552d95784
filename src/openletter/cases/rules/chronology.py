"""What can happen to a person, before a court and elsewhere."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
