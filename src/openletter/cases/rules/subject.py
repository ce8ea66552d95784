"""Whom a case is about, and what they are at risk of."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
