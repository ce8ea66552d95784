"""What was typed, checked: either fit to be kept, or one code per field that says what is wrong."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

from openletter.actions.intake.form import Typed
from openletter.actions.intake.known import Known, KnownAction, KnownSection
from openletter.actions.kinds.registry import Question
from openletter.actions.rules import Field
from openletter.kernel import countries, text
from openletter.supporters.rules import Disclosure

REQUIRED, TOO_LONG, MALFORMED, UNKNOWN = "required", "too_long", "malformed", "unknown"
CONTROL_CHARACTERS, NOT_AN_ADDRESS = "control_characters", "not_an_address"

LONGEST = {"name": 120, "town": 80, "comment": 1_000, "phone": 40, "postcode": 16}
# How a name is given to the officials where it is not the whole name; sealed with the act.
DISCLOSURE, INITIALS = "disclosure", Disclosure.INITIALS_PLACE.value
NOTHING_TYPED = dict.fromkeys(Field.values, "")
COMMENT, PHONE_NUMBER = Field.COMMENT.value, Field.PHONE.value
LONGEST_EMAIL = 254  # RFC 5321, section 4.5.3.1.3, less the angle brackets
PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{3,}")
# RFC 5322 dot-atom in ASCII, at most 64 octets: what all but a few addresses have before the @.
PLAIN_LOCAL = re.compile(r"(?=.{1,64}\Z)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*\Z")

# A picture that came with the form: the name it is kept under, what was wrong with it, and that it is not to come.
ENCLOSURE, PICTURE, PICTURE_FAULT, NO_PICTURE = "enclosure", "picture", "picture_fault", "no_picture"
LONGEST_TOKEN = 160

Errors = dict[str, str]


@dataclass(slots=True)
class Checked:
    """What may be kept of one form. Not frozen: that would cost as much as checking it."""

    email: str
    country: str
    fields: dict[str, str]
    to_target: bool
    public: bool
    news: bool
    notice: int | None

    def sealed_words(self) -> bytes:
        """The personal part, as it is sealed."""
        return json.dumps({"email": self.email, **self.fields}, ensure_ascii=False, separators=(",", ":")).encode()


def check(typed: Typed, action: KnownAction, section: KnownSection, known: Known) -> Checked | Errors:
    """Everything that is wrong at once, or what to keep. Fields that the action does not ask are dropped."""
    errors: Errors = {}
    email = _email(typed.get("email", ""), action.address_required, errors)
    country = _country(typed.get("country", ""), errors)
    fields = dict(NOTHING_TYPED)
    for name in action.shown:
        fields[name] = _field(name, typed.get(name, ""), action, errors)
    for question in action.questions:
        fields[question.name] = _answer(question, typed.get(question.name, ""), action, errors)
    if action.kind.encloses:
        _picture(typed, fields, errors)
    if errors:
        return errors
    to_target = _chosen(typed, "to_target", action)
    if to_target and typed.get(DISCLOSURE) == INITIALS:
        fields[DISCLOSURE] = INITIALS
    return Checked(
        email=email,
        country=country,
        fields=fields,
        to_target=to_target,
        public=_chosen(typed, "public", action),
        news=bool(email) and _chosen(typed, "news", action),
        notice=_notice(typed.get("notice", ""), section, known),
    )


def is_address(email: str) -> bool:
    """Whether this can be an e-mail address, by its spelling alone; nothing is asked of the network."""
    local, _at, domain = email.rpartition("@")
    if PLAIN_LOCAL.match(local):
        return _is_domain(domain)
    return _is_valid(email)


@lru_cache(maxsize=4_096)
def _is_domain(domain: str) -> bool:
    """People share few providers: the library looks at each domain once."""
    return _is_valid(f"a@{domain}")


def _is_valid(email: str) -> bool:
    try:
        validate_email(email, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def _email(value: str, required: bool, errors: Errors) -> str:
    email = text.clean_line(value)
    if email is None:
        errors["email"] = CONTROL_CHARACTERS
    elif not email:
        if required:
            errors["email"] = REQUIRED
    elif len(email) > LONGEST_EMAIL:
        errors["email"] = TOO_LONG
    elif not is_address(email):
        errors["email"] = NOT_AN_ADDRESS
    return email or ""


def _country(value: str, errors: Errors) -> str:
    code = value.strip().upper()
    if code and code not in countries.CODES:
        errors["country"] = UNKNOWN
    return code


def _field(name: str, value: str, action: KnownAction, errors: Errors) -> str:
    clean = (text.clean_block if name == COMMENT else text.clean_line)(value) if value else ""
    if clean is None:
        errors[name] = CONTROL_CHARACTERS
    elif not clean:
        if name in action.required:
            errors[name] = REQUIRED
    elif len(clean) > LONGEST[name]:
        errors[name] = TOO_LONG
    elif name == PHONE_NUMBER and not PHONE.fullmatch(clean):
        errors[name] = MALFORMED
    return clean or ""


def _answer(question: Question, value: str, action: KnownAction, errors: Errors) -> str:
    """The answer to a question of the kind's own."""
    clean = (text.clean_block if question.shape == "block" else text.clean_line)(value) if value else ""
    if clean is None:
        errors[question.name] = CONTROL_CHARACTERS
    elif not clean:
        if question.required:
            errors[question.name] = REQUIRED
    elif len(clean) > question.longest:
        errors[question.name] = TOO_LONG
    elif not question.allows(clean, action.settings):
        errors[question.name] = UNKNOWN
    return clean or ""


def _picture(typed: Typed, fields: dict[str, str], errors: Errors) -> None:
    """The signed name under which a picture was kept, or why it was not; the house has looked at it before."""
    if fault := typed.get(PICTURE_FAULT):
        errors[PICTURE] = fault if fault.isidentifier() else MALFORMED
    token = typed.get(ENCLOSURE, "")
    if token and not typed.get(NO_PICTURE) and token.isascii() and len(token) <= LONGEST_TOKEN:
        fields[ENCLOSURE] = token


def _chosen(typed: Typed, purpose: str, action: KnownAction) -> bool:
    """Only an explicit yes to a choice that was offered."""
    return typed.get(purpose) == "yes" and purpose in action.offers


def _notice(value: str, section: KnownSection, known: Known) -> int | None:
    if not (value.isascii() and value.isdigit() and len(value) <= 18):
        return None
    return int(value) if known.notices.get(int(value)) == section.id else None
